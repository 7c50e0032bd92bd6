/** A data plane whose control plane is played by the test, or which has none. */
package io.gatehouse.acceptance.dataplane;

/** A certificate authority for tests of all modules; makes good and deliberately bad certificates. */
package io.gatehouse.model.testpki;

/** Recorded exchanges with the software whose interfaces are offered, repeated. */
package io.gatehouse.acceptance.conformance;

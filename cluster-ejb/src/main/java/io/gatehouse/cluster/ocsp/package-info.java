/**
 * Asks certificate authorities whether a certificate was revoked (OCSP, RFC 6960). Entry point is
 * {@link io.gatehouse.cluster.ocsp.RevocationCheck}. Knows neither data planes nor who may connect.
 */
package io.gatehouse.cluster.ocsp;

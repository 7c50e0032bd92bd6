/**
 * Asks certificate authorities whether a certificate was revoked (OCSP, RFC 6960). Entry points are
 * {@link io.gatehouse.model.ocsp.RevocationCheck} for certificates of others and {@link io.gatehouse.model.ocsp.OcspClient} for one's
 * own. Knows neither who may connect nor what is done with an answer.
 */
package io.gatehouse.model.ocsp;

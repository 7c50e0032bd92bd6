/**
 * Certificates and keys as users hand them over (PEM), and the ones the product makes itself: the cluster pair of hybrid
 * mode and the self-signed listener certificates. No security provider is registered; results are plain JDK types.
 */
package io.gatehouse.model.pki;

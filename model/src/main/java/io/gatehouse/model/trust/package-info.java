/**
 * How nodes of a cluster recognise each other: the certificate a node shows, the authorities it trusts, and the judgement of a peer's
 * chain. {@link io.gatehouse.model.trust.ChainValidator} judges, {@link io.gatehouse.model.trust.ClusterIdentity} and
 * {@link io.gatehouse.model.trust.TrustedCertificates} follow the files. Knows neither sockets nor protocols.
 */
package io.gatehouse.model.trust;

package io.gatehouse.bench.fleet;

import io.gatehouse.model.pki.CertificatePair;
import java.net.InetSocketAddress;

/**
 * What a fleet is.
 *
 * @param controlPlane the cluster listener
 * @param pair the cluster certificate, as in {@code cluster_mtls = shared}
 * @param nodes number of data planes
 * @param loops event loops that carry them
 * @param sources loopback addresses to dial from, beginning with 127.0.0.1; 0 leaves the choice to the system. Each has about
 *     28,000 ports towards one listener
 * @param dialsPerSecond first dials in a second; 0 means all at once
 */
public record FleetOptions(
        InetSocketAddress controlPlane,
        CertificatePair pair,
        Pairing pairing,
        int nodes,
        int loops,
        int sources,
        int dialsPerSecond) {}

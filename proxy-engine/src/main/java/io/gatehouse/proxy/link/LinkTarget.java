package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import java.net.URI;

/**
 * Where a data plane connects to, and as whom.
 *
 * @param host name or address of the control plane
 * @param nodeId UUID of this data plane
 * @param version the version this node reports; it decides whether a control plane accepts it
 * @param maxPayload largest frame either side sends, in bytes ({@code cluster_max_payload})
 */
public record LinkTarget(String host, int port, String nodeId, String hostname, String version, int maxPayload) {

    /** How log lines name the other end. */
    String address() {
        return host + ":" + port;
    }

    /** The values stand in the query as they are; all of them consist of unreserved characters. */
    URI outlet() {
        return URI.create("wss://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port
                + LinkProtocol.OUTLET_V1 + "?" + LinkProtocol.NODE_ID + "=" + nodeId + "&" + LinkProtocol.NODE_HOSTNAME
                + "="
                + hostname + "&" + LinkProtocol.NODE_VERSION + "=" + version);
    }
}

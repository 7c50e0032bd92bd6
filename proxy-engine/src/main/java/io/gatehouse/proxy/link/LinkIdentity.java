package io.gatehouse.proxy.link;

import io.gatehouse.model.link.LinkProtocol;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.List;

/**
 * As whom a data plane connects.
 *
 * @param nodeId UUID of this data plane
 * @param version the version this node reports; it decides whether a control plane accepts it
 * @param maxPayload largest frame either side sends, in bytes ({@code cluster_max_payload})
 */
public record LinkIdentity(String nodeId, String hostname, String version, int maxPayload) {

    /**
     * The request for an endpoint of the link. The values stand in the query as they are; all of them consist of
     * unreserved characters.
     *
     * @param path the endpoint, such as {@code /v1/outlet}
     * @param subprotocols offered in this order
     */
    public LinkRequest request(String path, List<String> subprotocols) {
        String query = LinkProtocol.NODE_ID + "=" + nodeId + "&" + LinkProtocol.NODE_HOSTNAME + "=" + hostname + "&"
                + LinkProtocol.NODE_VERSION + "=" + version;
        return new LinkRequest(path + "?" + query, subprotocols, EmptyHttpHeaders.INSTANCE, maxPayload);
    }
}

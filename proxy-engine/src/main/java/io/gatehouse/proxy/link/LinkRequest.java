package io.gatehouse.proxy.link;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * The upgrade request that opens a session.
 *
 * @param path path with query, as it is sent
 * @param subprotocols offered to the control plane in this order; none when empty
 * @param headers sent in addition to those of the upgrade itself
 * @param maxPayload largest frame that is accepted, in bytes ({@code cluster_max_payload})
 */
public record LinkRequest(String path, List<String> subprotocols, HttpHeaders headers, int maxPayload) {}

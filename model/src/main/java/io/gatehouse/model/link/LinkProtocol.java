package io.gatehouse.model.link;

import java.time.Duration;

/** Names, limits and times of the hybrid link that both ends must agree on. */
public final class LinkProtocol {
    /** Path of the WebSocket on which a control plane sends whole configurations. */
    public static final String OUTLET_V1 = "/v1/outlet";

    /** Query parameters of that path. */
    public static final String NODE_ID = "node_id";

    public static final String NODE_HOSTNAME = "node_hostname";
    public static final String NODE_VERSION = "node_version";

    /** Server name that a data plane asks for in shared mode; not a legal host name, so it must be sent raw. */
    public static final String SHARED_SERVER_NAME = "kong_clustering";

    /** A data plane pings this often, and at once when its configuration has changed. */
    public static final Duration PING_INTERVAL = Duration.ofSeconds(30);

    /** Either end gives the other up after this much silence. */
    public static final Duration PATIENCE = Duration.ofSeconds(45);

    /** A control plane waits this long for {@link BasicInfo} after the handshake. */
    public static final Duration INTRODUCTION_TIMEOUT = Duration.ofSeconds(5);

    /** A data plane dials again after a random time between these two. */
    public static final Duration RECONNECT_AFTER_AT_LEAST = Duration.ofSeconds(5);

    public static final Duration RECONNECT_AFTER_AT_MOST = Duration.ofSeconds(10);

    /** Payload of a ping: the hash of the configuration in use, as so many ASCII characters. */
    public static final int HASH_LENGTH = 32;

    /** Port that an address without one means. */
    public static final int DEFAULT_PORT = 443;

    /** A message may grow to at most this many times its compressed size limit. */
    public static final int DECOMPRESSION_FACTOR = 64;

    private LinkProtocol() {}
}

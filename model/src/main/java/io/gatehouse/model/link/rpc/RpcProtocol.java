package io.gatehouse.model.link.rpc;

import java.time.Duration;

/** Names and limits of the JSON-RPC link that both ends must agree on. */
public final class RpcProtocol {
    /** Path of the WebSocket. */
    public static final String OUTLET_V2 = "/v2/outlet";

    /** WebSocket subprotocol; without it there is no session. */
    public static final String SUBPROTOCOL = "kong.meta.v1";

    /** The first call of a data plane, the only message that is not compressed. */
    public static final String HELLO = "kong.meta.v1.hello";

    /** Frame encoding that both ends must offer: Snappy blocks, in spite of the name. */
    public static final String SNAPPY = "x-snappy-framed";

    /** What a node can do if it takes part in the exchange of configuration by differences. */
    public static final String SYNC = "kong.sync.v2";

    /** Asked of a control plane: what is new since a version. */
    public static final String GET_DELTA = SYNC + ".get_delta";

    /** Told to a data plane: there is a newer version. */
    public static final String NOTIFY_NEW_VERSION = SYNC + ".notify_new_version";

    /** The one part of the configuration that is exchanged. */
    public static final String NAMESPACE = "default";

    /** A hello, its answer, and every call are given up after this time. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

    /** A data plane asks for news this often, told or not. */
    public static final Duration SYNC_INTERVAL = Duration.ofSeconds(30);

    /** After so much silence an end sends a ping, and gives up after {@link io.gatehouse.model.link.LinkProtocol#PATIENCE}. */
    public static final Duration PING_AFTER = Duration.ofSeconds(30);

    /** A data plane that is further behind gets everything. */
    public static final long MAX_VERSIONS_BEHIND = 512;

    private RpcProtocol() {}

    /** The capability that a method belongs to: its name up to the last dot. */
    public static String capabilityOf(String method) {
        int dot = method.lastIndexOf('.');
        return dot < 0 ? method : method.substring(0, dot);
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.router.BadPathException;
import io.gatehouse.proxy.router.RequestPath;
import io.gatehouse.proxy.router.RouteMatch;
import java.util.Optional;

/**
 * Where a request goes: the configuration that it began with, its route in it, and its path here and upstream. One per client
 * connection, reused.
 */
final class RequestRouting {
    private final Worker worker;
    private final RequestHead head;
    private final RoutingView view;
    private GatewayConfig config;
    private String path = "";
    private RouteMatch match;
    private String upstreamPath = "";

    RequestRouting(Worker worker, RequestHead head, RoutingView view) {
        this.worker = worker;
        this.head = head;
        this.view = view;
    }

    /** A request begins; it keeps the present configuration to its end. */
    void begin() {
        config = worker.configuration();
        path = "";
        match = null;
        upstreamPath = "";
    }

    /**
     * Reads the path of the request's target; an absolute one may have none (RFC 9112 §3.2.2).
     *
     * @throws BadPathException for a path that cannot be put into its normal form
     */
    void readPath() throws BadPathException {
        path = head.pathStart() == head.pathEnd()
                ? "/"
                : RequestPath.normalize(head.headers().bytes(), head.pathStart(), head.pathEnd());
    }

    /** Looks for the route; false when there is none. */
    boolean find() {
        match = config.router().match(view).orElse(null);
        return match != null;
    }

    /** Decides the path upstream. The one of a gRPC request names a method: nothing is put before it or taken away. */
    void leadUpstream() {
        upstreamPath = isGrpc()
                ? Ascii.text(head.headers().bytes(), head.pathStart(), head.pathEnd())
                : match.upstreamPath(path);
    }

    GatewayConfig config() {
        return config;
    }

    /** In its normal form; empty until it was read. */
    String path() {
        return path;
    }

    boolean isMatched() {
        return match != null;
    }

    Optional<RouteMatch> match() {
        return Optional.ofNullable(match);
    }

    /** The route; for requests that have one. */
    RouteConfig route() {
        return match.route();
    }

    /** Whether the request goes to a gRPC service; for requests that go to one at all. */
    boolean isGrpc() {
        return match.route().service().orElseThrow().protocol().grpc();
    }

    /** What {@code strip_path} took away, for {@code X-Forwarded-Prefix}; for requests that have a route. */
    String forwardedPrefix() {
        return match.forwardedPrefix();
    }

    /** Without the query; empty until the request was admitted. */
    String upstreamPath() {
        return upstreamPath;
    }

    /** Whether the upstream gets the client's {@code Host}; for requests that have a route. */
    boolean keepsHost() {
        return match.route().preserveHost() && !head.hostHeader().isEmpty();
    }
}

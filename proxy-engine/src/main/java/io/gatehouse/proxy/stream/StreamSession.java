package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.balancer.TryFailure;
import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.router.ConnectionRequest;
import io.gatehouse.proxy.upstream.UpstreamTls;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is decided, counted and noted of one session: its route, the tries to reach an upstream, the bytes, the end. Moves no
 * byte itself. Confined to its event loop.
 */
public final class StreamSession {
    static final int OK = 200;
    static final int NO_ROUTE = 500;
    static final int UPSTREAM_FAILED = 502;
    static final int NO_SERVICE = 503;

    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);

    private final StreamWorker worker;
    private final SessionOrigin origin;
    private final String serverName;
    private final GatewayConfig config;
    private final Optional<RouteConfig> route;
    private final List<SessionTry> tries = new ArrayList<>(1);
    private final long startNanos = System.nanoTime();
    private long connectedNanos;
    private long endNanos;
    private int status;
    private Optional<SSLSession> tls = Optional.empty();
    private long clientReceived;
    private long clientSent;
    private long upstreamReceived;
    private long upstreamSent;

    /**
     * @param serverName SNI; empty text when there is none
     */
    StreamSession(StreamWorker worker, SessionOrigin origin, String serverName) {
        this.worker = worker;
        this.origin = origin;
        this.serverName = serverName;
        config = worker.configuration();
        Protocol protocol = origin.datagrams() ? Protocol.UDP : serverName.isEmpty() ? Protocol.TCP : Protocol.TLS;
        InetSocketAddress destination = new InetSocketAddress(origin.local().getAddress(), origin.port());
        route = config.streamRouter().match(new ConnectionRequest(protocol, origin.client(), destination, serverName));
    }

    public SessionOrigin origin() {
        return origin;
    }

    StreamWorker worker() {
        return worker;
    }

    GatewayConfig config() {
        return config;
    }

    Optional<RouteConfig> route() {
        return route;
    }

    Optional<ServiceConfig> service() {
        return route.flatMap(RouteConfig::service);
    }

    /** TLS with the client has begun, and ends here. */
    void secured(SSLSession session) {
        tls = Optional.of(session);
    }

    Optional<SSLSession> tls() {
        return tls;
    }

    List<SessionTry> tries() {
        return tries;
    }

    /** How the upstream is to be spoken to; empty: without TLS. */
    Optional<UpstreamTls> upstreamTls(ServiceConfig service, Endpoint endpoint) {
        if (service.protocol() != Protocol.TLS) {
            return Optional.empty();
        }
        boolean keepName = route.orElseThrow().preserveHost() && !serverName.isEmpty();
        String name = keepName ? serverName : endpoint.name();
        return Optional.of(new UpstreamTls(
                name.startsWith("[") ? "" : name,
                service.tlsVerify().orElse(worker.verify().verify()),
                service.tlsVerifyDepth().orElse(worker.verify().depth()),
                config.caCertificates(service.caCertificates()),
                service.clientCertificate()
                        .or(() -> config.upstream(service).flatMap(UpstreamConfig::clientCertificate))
                        .flatMap(config::certificate),
                false));
    }

    /** The upstream can be reached. */
    void connected() {
        connectedNanos = System.nanoTime();
    }

    /** Notes why the session gets nowhere. */
    void warn(String reason) {
        LOG.warn("{} (client {}, port {})", reason, origin.clientText(), origin.port());
    }

    /** Bytes from and to the client. */
    void countClient(long received, long sent) {
        clientReceived = received;
        clientSent = sent;
    }

    /** Bytes from and to the upstream. */
    void countUpstream(long received, long sent) {
        upstreamReceived = received;
        upstreamSent = sent;
    }

    long upstreamReceived() {
        return upstreamReceived;
    }

    long upstreamSent() {
        return upstreamSent;
    }

    private SessionTry lastTry() {
        return tries.isEmpty() ? null : tries.get(tries.size() - 1);
    }

    /** The upstream of the latest try cannot be reached. */
    void tryFailed(TryFailure failure) {
        SessionTry last = lastTry();
        last.failed = true;
        balancer().failed(last.endpoint, failure);
        balancer().finished(last.endpoint, 0, 0, 0);
    }

    /** The session is over; only the first call counts. */
    void finish(int newStatus) {
        if (status != 0) {
            return;
        }
        status = newStatus;
        endNanos = System.nanoTime();
        SessionTry last = lastTry();
        if (last != null && !last.failed) {
            long connect = connectedNanos == 0 ? 0 : connectedNanos - last.balancerEndNanos;
            balancer().finished(last.endpoint, status, TimeUnit.NANOSECONDS.toMillis(connect), 0);
        }
        worker.recorder().record(this);
        new SessionLog(this).tell();
    }

    Balancer balancer() {
        return config.balancer(service().orElseThrow());
    }

    /** 200, 500 (no route, or a broken handshake), 502 (no upstream) or 503 (no service, or no address); 0 before the end. */
    public int status() {
        return status;
    }

    public long bytesReceived() {
        return clientReceived;
    }

    public long bytesSent() {
        return clientSent;
    }

    /** How long it took. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(endNanos - startNanos);
    }

    long startNanos() {
        return startNanos;
    }

    boolean reachedUpstream() {
        return connectedNanos != 0;
    }

    /** Until the last balancer run was over; the whole time when there was none. */
    long millisToBalancer() {
        SessionTry last = lastTry();
        return TimeUnit.NANOSECONDS.toMillis((last == null ? endNanos : last.balancerEndNanos) - startNanos);
    }
}

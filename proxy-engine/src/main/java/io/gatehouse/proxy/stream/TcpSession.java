package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.deadline.Deadline;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.upstream.ConnectionOpener;
import io.gatehouse.proxy.upstream.PoolKey;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;

/** A client's connection and the upstream's, from the route to the end of both. Confined to its event loop. */
final class TcpSession implements Leg.Watcher, UpstreamSearch.Seeker, StreamWorker.OpenSession {
    private final StreamWorker worker;
    private final StreamSession session;
    private final Leg client = new Leg(this);
    private final Deadline deadline = new Deadline() {
        @Override
        protected void expired() {
            long waiting = client.unsent() + (joined ? upstream.unsent() : 0);
            if (waiting > 0 && waiting < unsent) {
                // someone is slow, but takes something
                unsent = waiting;
                worker.deadlines().set(this, service.writeTimeoutMillis());
            } else {
                closeNow();
            }
        }
    };

    private Optional<UpstreamSearch> search = Optional.empty();
    /** The latest that was opened or is being opened. */
    private Leg upstream;

    private ServiceConfig service;
    private boolean joined;
    /** Bytes that waited to be taken when that was last looked at. */
    private long unsent;

    private int status = StreamSession.OK;

    TcpSession(StreamSession session) {
        this.session = session;
        worker = session.worker();
        worker.add(this);
    }

    /** The last handler of the client's connection. */
    Leg client() {
        return client;
    }

    StreamSession session() {
        return session;
    }

    /** Looks for the upstream; the route may still turn out to lead nowhere. */
    void connect() {
        if (client.isClosed()) {
            return;
        }
        if (session.route().isEmpty()) {
            refuse(StreamSession.NO_ROUTE, "no Route found with those values");
        } else if (session.service().isEmpty()) {
            refuse(StreamSession.NO_SERVICE, "no Service found with those values");
        } else {
            service = session.service().get();
            search = Optional.of(new UpstreamSearch(session, service, this));
            search.get().start();
        }
    }

    /** Ends the session before there is an upstream. */
    void refuse(int newStatus, String reason) {
        session.warn(reason);
        refused(newStatus);
    }

    @Override
    public void open(ServiceConfig ofService, Endpoint endpoint, ConnectionOpener.Opening opening) {
        upstream = new Leg(this);
        PoolKey key = new PoolKey(endpoint.address(), session.upstreamTls(ofService, endpoint), false);
        worker.connections().open(key, ofService.connectTimeoutMillis(), upstream, opening);
    }

    @Override
    public void found() {
        joined = true;
        worker.deadlines().set(deadline, service.readTimeoutMillis());
        client.pair(upstream);
        upstream.pair(client);
        client.start();
        upstream.start();
    }

    @Override
    public void refused(int newStatus) {
        status = newStatus;
        client.close();
    }

    @Override
    public void handshaken(Leg leg, Throwable cause) {
        if (leg != client) {
            return;
        }
        if (cause == null) {
            SslHandler ssl = client.channel().pipeline().get(SslHandler.class);
            session.secured(ssl.engine().getSession());
            connect();
        } else {
            refuse(StreamSession.NO_ROUTE, "the TLS handshake failed: " + cause.getMessage());
        }
    }

    @Override
    public void moved() {
        if (joined) {
            worker.deadlines().set(deadline, service.readTimeoutMillis());
        }
    }

    @Override
    public void blocked() {
        awaitWrites();
    }

    private void awaitWrites() {
        unsent = client.unsent() + upstream.unsent();
        worker.deadlines().set(deadline, service.writeTimeoutMillis());
    }

    @Override
    public void ended() {
        if (client.hasEnded() && upstream.hasEnded()) {
            client.close();
            upstream.close();
        }
    }

    @Override
    public void closed(Leg leg) {
        if (!joined) {
            if (leg == client) {
                abandon();
            }
        } else if (leg == client && !upstream.isClosed()) {
            finishing(upstream);
        } else if (leg == upstream && !client.isClosed()) {
            finishing(client);
        } else {
            over();
        }
    }

    /** One connection is gone: the other one closes when it has taken what is left. */
    private void finishing(Leg remaining) {
        awaitWrites();
        remaining.closeWhenFlushed();
    }

    private void abandon() {
        search.ifPresent(UpstreamSearch::cancel);
        if (upstream != null) {
            upstream.close();
        }
        over();
    }

    private void over() {
        worker.deadlines().discard(deadline);
        worker.remove(this);
        session.countClient(client.received(), client.sent());
        if (joined) {
            session.countUpstream(upstream.received(), upstream.sent());
        }
        session.finish(status);
    }

    @Override
    public void closeNow() {
        client.close();
        if (joined) {
            upstream.close();
        }
    }
}

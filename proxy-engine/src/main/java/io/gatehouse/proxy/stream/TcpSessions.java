package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.channel.Channel;

/** Begins a session on an accepted connection. Called on the connection's event loop. */
public final class TcpSessions {
    private TcpSessions() {}

    /** A connection that is not looked into: its route follows from the addresses, and the upstream may speak first. */
    public static void plain(StreamWorker worker, Channel channel, SessionOrigin origin) {
        TcpSession session = new TcpSession(new StreamSession(worker, origin, ""));
        channel.pipeline().addLast(session.client());
        // not before the channel has told its handlers that it is active
        worker.loop().execute(session::connect);
    }

    /**
     * A connection that begins with a TLS handshake.
     *
     * @param contexts for routes that end TLS here
     */
    public static void secured(StreamWorker worker, Channel channel, SessionOrigin origin, ServerContexts contexts) {
        channel.pipeline().addLast(new ClientHello(worker, origin, contexts));
    }
}

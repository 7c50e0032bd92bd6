package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import java.util.Set;

/**
 * Reads the first message of a TLS client (RFC 8446 §4.1.2), chooses the route by the server name in it, and ends TLS here or
 * passes everything on unread, as the route says. Confined to its event loop.
 */
final class ClientHello extends AbstractSniHandler<TcpSession> {
    private static final int MOST_BYTES = 16 * 1024;
    private static final long MILLIS = 30_000;

    private final StreamWorker worker;
    private final SessionOrigin origin;
    private final ServerContexts contexts;

    ClientHello(StreamWorker worker, SessionOrigin origin, ServerContexts contexts) {
        super(MOST_BYTES, MILLIS);
        this.worker = worker;
        this.origin = origin;
        this.contexts = contexts;
    }

    @Override
    protected Future<TcpSession> lookup(ChannelHandlerContext ctx, String serverName) {
        StreamSession session = new StreamSession(worker, origin, serverName == null ? "" : serverName);
        return ctx.executor().newSucceededFuture(new TcpSession(session));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, String serverName, Future<TcpSession> found) {
        TcpSession tcp = found.getNow();
        ctx.pipeline().addLast(tcp.client());
        Set<Protocol> protocols =
                tcp.session().route().map(route -> route.protocols()).orElse(Set.of());
        if (protocols.contains(Protocol.TLS)) {
            SslContext context = context(tcp.session().config(), serverName);
            ctx.pipeline().replace(this, null, context.newHandler(ctx.alloc()));
            return;
        }
        ctx.pipeline().remove(this);
        if (tcp.session().route().isEmpty() || protocols.contains(Protocol.TLS_PASSTHROUGH)) {
            tcp.connect();
        } else {
            tcp.refuse(
                    StreamSession.NO_ROUTE,
                    tcp.session().route().get() + " takes neither tls nor tls_passthrough, but the listener has ssl");
        }
    }

    private SslContext context(GatewayConfig config, String serverName) {
        return config.certificates()
                .select(serverName == null ? "" : serverName)
                .map(contexts::of)
                .orElseGet(contexts::fallback);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.tls.ClientOffer;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the first message of a TLS client (RFC 8446 §4.1.2), chooses the route by the server name in it, and ends TLS here or
 * passes everything on unread, as the route says. Confined to its event loop.
 */
final class ClientHello extends AbstractSniHandler<ClientHello.Decision> {
    private static final int MOST_BYTES = 16 * 1024;
    private static final long MILLIS = 30_000;

    private final StreamWorker worker;
    private final SessionOrigin origin;
    private final ServerContexts contexts;
    private ClientOffer offer;

    ClientHello(StreamWorker worker, SessionOrigin origin, ServerContexts contexts) {
        super(MOST_BYTES, MILLIS);
        this.worker = worker;
        this.origin = origin;
        this.contexts = contexts;
    }

    /**
     * What is to be done.
     *
     * @param context for a route that ends TLS here
     */
    record Decision(TcpSession tcp, Optional<SslContext> context) {}

    @Override
    protected Future<Decision> lookup(ChannelHandlerContext ctx, ByteBuf message) throws Exception {
        offer = message == null ? new ClientOffer(true) : ClientOffer.read(message);
        return super.lookup(ctx, message);
    }

    @Override
    protected Future<Decision> lookup(ChannelHandlerContext ctx, String name) {
        String serverName = name == null ? "" : name;
        TcpSession tcp = new TcpSession(new StreamSession(worker, origin, serverName));
        ctx.pipeline().addLast(tcp.client());
        if (!protocols(tcp).contains(Protocol.TLS)) {
            return ctx.executor().newSucceededFuture(new Decision(tcp, Optional.empty()));
        }
        Promise<Decision> decision = ctx.executor().newPromise();
        Promise<SslContext> context = ctx.executor().newPromise();
        context.addListener(chosen -> decision.setSuccess(new Decision(tcp, Optional.of(context.getNow()))));
        contexts.of(tcp.session().config().certificates().select(serverName), offer, context);
        return decision;
    }

    private static Set<Protocol> protocols(TcpSession tcp) {
        return tcp.session().route().map(RouteConfig::protocols).orElse(Set.of());
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, String serverName, Future<Decision> future) {
        if (ctx.isRemoved()) {
            // the client has gone in the meantime
            return;
        }
        Decision decision = future.getNow();
        TcpSession tcp = decision.tcp();
        if (decision.context().isPresent()) {
            ctx.pipeline().replace(this, null, decision.context().get().newHandler(ctx.alloc()));
            return;
        }
        ctx.pipeline().remove(this);
        if (tcp.session().route().isEmpty() || protocols(tcp).contains(Protocol.TLS_PASSTHROUGH)) {
            tcp.connect();
        } else {
            tcp.refuse(
                    StreamSession.NO_ROUTE,
                    tcp.session().route().get() + " takes neither tls nor tls_passthrough, but the listener has ssl");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

package io.gatehouse.proxy.listener;

import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.tls.ClientOffer;
import io.gatehouse.proxy.tls.ServerContexts;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.function.Supplier;

/** Reads the first message of a TLS client, and makes way for TLS with the certificate that fits. Confined to its event loop. */
final class HandshakeStart extends AbstractSniHandler<SslContext> {
    private static final int MOST_BYTES = 64 * 1024;

    private final ServerContexts contexts;
    private final Supplier<GatewayConfig> configuration;
    private final long millis;
    private ClientOffer offer;

    /**
     * @param millis how long the message may take, and then the rest of the handshake
     */
    HandshakeStart(ServerContexts contexts, Supplier<GatewayConfig> configuration, long millis) {
        super(MOST_BYTES, millis);
        this.contexts = contexts;
        this.configuration = configuration;
        this.millis = millis;
    }

    @Override
    protected Future<SslContext> lookup(ChannelHandlerContext ctx, ByteBuf message) throws Exception {
        offer = message == null ? new ClientOffer(true) : ClientOffer.read(message);
        return super.lookup(ctx, message);
    }

    @Override
    protected Future<SslContext> lookup(ChannelHandlerContext ctx, String serverName) {
        return contexts.of(
                configuration.get().certificates().select(serverName == null ? "" : serverName),
                offer,
                ctx.executor().newPromise());
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, String serverName, Future<SslContext> context) {
        if (ctx.isRemoved()) {
            // the client has gone in the meantime
            return;
        }
        SslHandler handler = context.getNow().newHandler(ctx.alloc());
        handler.setHandshakeTimeoutMillis(millis);
        ctx.pipeline().replace(this, null, handler);
    }
}

package io.gatehouse.proxy.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;

/** Waits for the end of the TLS handshake, then makes way for the connection's HTTP handler. */
final class HandshakeEnd extends ChannelInboundHandlerAdapter {
    private final ConnectionSetup setup;
    private final InetSocketAddress told;
    private String serverName = "";

    /**
     * @param told the client's address by the PROXY protocol, else the peer's
     */
    HandshakeEnd(ConnectionSetup setup, InetSocketAddress told) {
        this.setup = setup;
        this.told = told;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SniCompletionEvent sni && sni.hostname() != null) {
            serverName = sni.hostname();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                SslHandler ssl = ctx.pipeline().get(SslHandler.class);
                ctx.pipeline()
                        .replace(
                                this,
                                "http",
                                setup.secured(
                                        ctx.channel(),
                                        told,
                                        serverName,
                                        ssl.engine().getSession(),
                                        ssl.applicationProtocol()));
            } else {
                ctx.close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}

package io.gatehouse.proxy.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;

/** Watches the handshakes of TLS and WebSocket; leaves the pipeline when the session stands. */
final class LinkUpgrade extends ChannelInboundHandlerAdapter {
    private final SubprotocolChoice subprotocol;
    private final LinkAttempt attempt;

    LinkUpgrade(SubprotocolChoice subprotocol, LinkAttempt attempt) {
        this.subprotocol = subprotocol;
        this.attempt = attempt;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            attempt.established();
            context.fireUserEventTriggered(new LinkEstablished(subprotocol.choice()));
            context.pipeline().remove(this);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            attempt.because("no answer to the WebSocket handshake");
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            attempt.refused(refused.response().status().code());
        }
        attempt.because(LinkFailure.describe(cause));
        context.close();
    }
}

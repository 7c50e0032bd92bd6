package io.gatehouse.proxy.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;

/** What is spoken with a control plane over a connection to it, direct or tunnelled: TLS, WebSocket, the session. */
record LinkPipeline(
        LinkAddress address, LinkTls tls, LinkRequest request, ChannelHandler session, LinkAttempt attempt) {
    private static final int MAX_HANDSHAKE_RESPONSE = 64 << 10;

    /** Adds the handlers; they begin with the next {@code channelActive}. */
    void assemble(Channel channel) {
        var ssl = tls.handler(channel.alloc());
        ssl.setHandshakeTimeoutMillis(LinkDialer.TIMEOUT_MILLIS);
        PeerExpiry.watch(ssl, attempt);
        var subprotocol = new SubprotocolChoice(request.subprotocols(), attempt);
        channel.pipeline()
                .addLast(ssl)
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_RESPONSE))
                .addLast(subprotocol)
                .addLast(new WebSocketClientProtocolHandler(upgrade(subprotocol)))
                .addLast(new WebSocketFrameAggregator(request.maxPayload()))
                .addLast(new LinkUpgrade(subprotocol, attempt))
                .addLast(session);
    }

    private WebSocketClientProtocolConfig upgrade(SubprotocolChoice subprotocol) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, address.toString());
        headers.add(request.headers());
        subprotocol.offer(headers);
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create("wss://" + address + request.path()))
                .version(WebSocketVersion.V13)
                .customHeaders(headers)
                .generateOriginHeader(false)
                .allowExtensions(false)
                .maxFramePayloadLength(request.maxPayload())
                .handshakeTimeoutMillis(LinkDialer.TIMEOUT_MILLIS)
                .dropPongFrames(false)
                .handleCloseFrames(false)
                .withUTF8Validator(false)
                .build();
    }
}

package io.gatehouse.bench.fleet;

import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.delta.DeltaProtocol;
import io.gatehouse.model.product.Product;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks for the upgrade once TLS stands, and makes way for the session when the answer is the right one. */
final class UpgradeAnswer extends ByteToMessageDecoder {
    private static final int MAX_FRAME = Integer.MAX_VALUE;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final LightNode node;

    UpgradeAnswer(LightNode node) {
        this.node = node;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls && tls.isSuccess()) {
            context.writeAndFlush(Unpooled.copiedBuffer(request(), StandardCharsets.US_ASCII));
        } else if (event instanceof SslHandshakeCompletionEvent tls) {
            node.because("TLS: " + tls.cause().getClass().getSimpleName());
            context.close();
        }
    }

    private String request() {
        String offer = node.fleet().takesDeltas()
                ? "Sec-WebSocket-Protocol: " + String.join(", ", DeltaProtocol.OFFER) + "\r\n"
                : "";
        return "GET " + LinkProtocol.OUTLET_V1 + '?' + LinkProtocol.NODE_ID + '=' + node.id() + '&'
                + LinkProtocol.NODE_HOSTNAME + "=light-" + node.number() + '&' + LinkProtocol.NODE_VERSION + '='
                + Product.COMPATIBLE_VERSION + " HTTP/1.1\r\nUpgrade: websocket\r\nHost: fleet\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n" + offer
                + "Connection: Upgrade\r\n\r\n";
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ByteBuf end = Unpooled.wrappedBuffer(END_OF_HEAD);
        int length = io.netty.buffer.ByteBufUtil.indexOf(end, in);
        if (length < 0) {
            return;
        }
        String head = in.readCharSequence(length - in.readerIndex() + END_OF_HEAD.length, StandardCharsets.ISO_8859_1)
                .toString();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            node.because("answered " + head.substring(0, Math.min(12, head.length())));
            context.close();
            return;
        }
        boolean deltas = head.contains("Sec-WebSocket-Protocol: " + DeltaProtocol.SUBPROTOCOL + "\r\n");
        context.pipeline()
                .addLast(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(MAX_FRAME)
                        .expectMaskedFrames(false)
                        .allowExtensions(false)
                        .closeOnProtocolViolation(false)
                        .build()))
                .addLast(new WebSocket13FrameEncoder(true))
                .addLast(new LightSession(node, deltas));
        context.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        node.because(cause.getClass().getSimpleName());
        context.close();
    }
}

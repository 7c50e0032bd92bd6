package io.gatehouse.proxy.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/** Tells a client that speaks plain HTTP to a TLS port so, in plain HTTP. Steps aside when a handshake begins. */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private static final int HANDSHAKE_RECORD = 22;
    private static final String PAGE = "<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port"
            + "</title></head>\r\n<body>\r\n<center><h1>400 Bad Request</h1></center>\r\n"
            + "<center>The plain HTTP request was sent to HTTPS port</center>\r\n</body>\r\n</html>\r\n";

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        byte first = bytes.getByte(bytes.readerIndex());
        if (first >= 'A' && first <= 'Z' && first != HANDSHAKE_RECORD) {
            bytes.release();
            String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: "
                    + PAGE.length() + "\r\nConnection: close\r\n\r\n";
            ctx.writeAndFlush(Unpooled.copiedBuffer(head + PAGE, StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(message);
    }
}

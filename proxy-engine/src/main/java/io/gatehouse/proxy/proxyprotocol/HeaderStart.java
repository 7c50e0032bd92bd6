package io.gatehouse.proxy.proxyprotocol;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Compares the first bytes of a connection with those that headers begin with, so that a client that sends something else is
 * turned away at its first wrong byte, and not when a line or a time-out ends.
 */
final class HeaderStart extends ChannelInboundHandlerAdapter {
    private static final byte[] VERSION_1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_2 = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

    private int seen;
    private boolean first = true;
    private boolean second = true;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        for (int i = bytes.readerIndex(); i < bytes.writerIndex() && !isKnown(); i++) {
            first = first && VERSION_1[seen] == bytes.getByte(i);
            second = second && VERSION_2[seen] == bytes.getByte(i);
            seen++;
            if (!first && !second) {
                bytes.release();
                ctx.fireExceptionCaught(new HAProxyProtocolException("neither version begins like this"));
                return;
            }
        }
        if (isKnown()) {
            ctx.pipeline().remove(this);
        }
        ctx.fireChannelRead(bytes);
    }

    private boolean isKnown() {
        return seen >= (first ? VERSION_1.length : VERSION_2.length);
    }
}

package io.gatehouse.proxy.admin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;
import java.util.function.Consumer;

/** Looks whether a client without TLS begins with the preface of HTTP/2 (RFC 9113 §3.3), and goes on as it does. */
final class Preface extends ByteToMessageDecoder {
    private final Consumer<ChannelPipeline> http1;
    private final Consumer<ChannelPipeline> http2;

    /** Either adds the handlers of a protocol to the end of the pipeline. */
    Preface(Consumer<ChannelPipeline> http1, Consumer<ChannelPipeline> http2) {
        this.http1 = http1;
        this.http2 = http2;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
        try {
            int compared = Math.min(in.readableBytes(), preface.readableBytes());
            boolean same = in.slice(in.readerIndex(), compared).equals(preface.slice(0, compared));
            if (!same || compared == preface.readableBytes()) {
                (same ? http2 : http1).accept(context.pipeline());
                // hands what has come to the handlers that were added
                context.pipeline().remove(this);
            }
        } finally {
            preface.release();
        }
    }
}

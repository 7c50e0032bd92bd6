package io.gatehouse.proxy.health;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.concurrent.Future;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The call {@code Check} of the gRPC Health Checking Protocol, for the whole server. Any answer but {@code SERVING} counts
 * as HTTP failure, also that the server does not know the protocol.
 */
final class GrpcProbe implements SocketProber.Conversation {
    /** A message without fields, not compressed. */
    private static final byte[] EMPTY_MESSAGE = new byte[5];
    /** A message of two bytes: field 1, status, is 1, SERVING. */
    private static final byte[] SERVING = {0, 0, 0, 0, 2, 8, 1};

    private static final int LONGEST_ANSWER = 1024;

    private final String authority;
    private final boolean tls;

    GrpcProbe(String authority, boolean tls) {
        this.authority = authority;
        this.tls = tls;
    }

    @Override
    public void begin(Channel channel, CompletableFuture<ProbeResult> result) {
        channel.pipeline()
                .addLast(
                        Http2FrameCodecBuilder.forClient().build(),
                        new Http2MultiplexHandler(new PushedStreams()),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                                result.complete(failure("no HTTP/2: " + cause.getMessage()));
                            }
                        });
        new Http2StreamChannelBootstrap(channel)
                .handler(new Call(result))
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        call(opened.getNow());
                    } else {
                        result.complete(ProbeResult.of(
                                Observation.TCP_FAILURE,
                                String.valueOf(opened.cause().getMessage())));
                    }
                });
    }

    private void call(Channel stream) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme(tls ? "https" : "http")
                .authority(authority)
                .path("/grpc.health.v1.Health/Check")
                .add("content-type", "application/grpc")
                .add("te", "trailers");
        stream.write(new DefaultHttp2HeadersFrame(headers));
        stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(EMPTY_MESSAGE), true));
    }

    private static ProbeResult failure(String detail) {
        return ProbeResult.of(Observation.HTTP_FAILURE, detail);
    }

    /** A server has nothing to push to a probe. */
    @ChannelHandler.Sharable
    private static final class PushedStreams extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.close();
        }
    }

    private static final class Call extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final CompletableFuture<ProbeResult> result;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Call(CompletableFuture<ProbeResult> result) {
            this.result = result;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2DataFrame data) {
                take(data.content());
            } else if (frame instanceof Http2HeadersFrame headers) {
                took(headers.headers());
            } else if (frame instanceof Http2ResetFrame reset) {
                result.complete(failure("the stream was reset: " + reset.errorCode()));
            }
        }

        private void take(ByteBuf content) {
            byte[] bytes = new byte[Math.min(content.readableBytes(), LONGEST_ANSWER - message.size())];
            content.readBytes(bytes);
            message.writeBytes(bytes);
        }

        /** Headers, trailers, or both in one. */
        private void took(Http2Headers headers) {
            CharSequence status = headers.status();
            CharSequence grpcStatus = headers.get("grpc-status");
            if (status != null && !"200".contentEquals(status)) {
                result.complete(failure("status " + status));
            } else if (grpcStatus != null && !"0".contentEquals(grpcStatus)) {
                result.complete(failure("grpc-status " + grpcStatus));
            } else if (grpcStatus != null) {
                boolean serving = Arrays.equals(message.toByteArray(), SERVING);
                result.complete(
                        serving
                                ? ProbeResult.of(Observation.SUCCESS, "SERVING")
                                : failure("the server is not SERVING"));
            }
        }
    }
}

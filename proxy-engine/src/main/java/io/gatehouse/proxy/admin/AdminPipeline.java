package io.gatehouse.proxy.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.HttpToHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.InboundHttp2ToHttpAdapterBuilder;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands between a socket and {@link AdminHandler}: TLS, HTTP/1.1 or HTTP/2, whole requests of a limited size.
 *
 * @param handlers makes one for each connection
 * @param maxBody most bytes of a body; 0 for no limit
 * @param http2 whether clients without TLS may speak HTTP/2, as one entry of the setting switches it on for all; with TLS, the
 *     context says so
 */
record AdminPipeline(Supplier<ChannelHandler> handlers, long maxBody, boolean http2) {
    private static final int IDLE_SECONDS = 75;
    private static final int MAX_LINE = 16 << 10;
    private static final int MAX_HEADERS = 32 << 10;
    private static final int MAX_STREAMS = 100;

    void build(Channel client, Optional<SslContext> tls) {
        tls.ifPresent(context -> client.pipeline().addLast(context.newHandler(client.alloc())));
        client.pipeline().addLast(new ReadTimeoutHandler(IDLE_SECONDS));
        if (tls.isPresent()) {
            client.pipeline().addLast(new Negotiation());
        } else if (http2) {
            client.pipeline().addLast(new Preface(this::http1, this::http2));
        } else {
            http1(client.pipeline());
        }
    }

    private void http1(ChannelPipeline pipeline) {
        pipeline.addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_LINE))
                .addLast(new BodyCollector(limit()))
                .addLast(handlers.get());
    }

    private void http2(ChannelPipeline pipeline) {
        Http2Connection connection = new DefaultHttp2Connection(true);
        pipeline.addLast(new HttpToHttp2ConnectionHandlerBuilder()
                        .connection(connection)
                        .initialSettings(Http2Settings.defaultSettings()
                                .maxConcurrentStreams(MAX_STREAMS)
                                .maxHeaderListSize(MAX_HEADERS))
                        .frameListener(new InboundHttp2ToHttpAdapterBuilder(connection)
                                .maxContentLength(limit())
                                .build())
                        .build())
                .addLast(handlers.get());
    }

    private int limit() {
        return maxBody == 0 ? Integer.MAX_VALUE : (int) Math.min(maxBody, Integer.MAX_VALUE);
    }

    /** Goes on as the client's ALPN asks (RFC 7301); clients without it speak HTTP/1.1. */
    private final class Negotiation extends ApplicationProtocolNegotiationHandler {
        Negotiation() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                http2(context.pipeline());
            } else {
                http1(context.pipeline());
            }
        }
    }
}

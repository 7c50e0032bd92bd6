package io.gatehouse.proxy.http2;

import io.gatehouse.proxy.client.ClientLimits;
import io.gatehouse.proxy.client.LoopConnections;
import io.gatehouse.proxy.exchange.ClientFacts;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/** Makes the handler of one client's HTTP/2 connection, with its limits. */
public final class Http2ConnectionFactory
        extends AbstractHttp2ConnectionHandlerBuilder<Http2ClientConnection, Http2ConnectionFactory> {
    static final int STREAMS = 128;
    static final int STREAM_WINDOW = 65535;

    private static final int RESETS = 200;
    private static final int RESET_SECONDS = 30;
    private static final int EMPTY_FRAMES = 2;
    private static final int QUEUED_CONTROL_FRAMES = 1000;
    private static final int CONTINUATIONS = 16;

    private final LoopConnections loop;
    private final ClientLimits limits;
    private final ClientFacts facts;

    private Http2ConnectionFactory(LoopConnections loop, ClientLimits limits, ClientFacts facts) {
        this.loop = loop;
        this.limits = limits;
        this.facts = facts;
        DefaultHttp2Connection connection = new DefaultHttp2Connection(true);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        connection(connection);
        initialSettings(Http2Settings.defaultSettings()
                .maxConcurrentStreams(STREAMS)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(limits.head().head()));
        // against rapid reset (CVE-2023-44487), and resets that a client provokes (CVE-2025-55163)
        decoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
        encoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
        decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_FRAMES);
        decoderEnforceMaxSmallContinuationFrames(CONTINUATIONS);
        encoderEnforceMaxQueuedControlFrames(QUEUED_CONTROL_FRAMES);
        gracefulShutdownTimeoutMillis(limits.sendMillis());
    }

    /** A handler for a connection on which the client's preface is the next that comes. */
    public static Http2ClientConnection make(LoopConnections loop, ClientLimits limits, ClientFacts facts) {
        return new Http2ConnectionFactory(loop, limits, facts).build();
    }

    @Override
    protected Http2ClientConnection build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings initialSettings) {
        Http2ClientConnection handler =
                new Http2ClientConnection(decoder, encoder, initialSettings, loop, limits, facts);
        frameListener(handler.frames());
        return handler;
    }
}

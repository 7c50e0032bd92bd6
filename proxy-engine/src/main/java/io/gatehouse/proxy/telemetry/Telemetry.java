package io.gatehouse.proxy.telemetry;

import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.link.ForwardProxy;
import io.gatehouse.proxy.link.LinkAddress;
import io.gatehouse.proxy.link.LinkIdentity;
import io.gatehouse.proxy.link.LinkTls;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The telemetry of a data plane. Thread-safe. */
public final class Telemetry implements AutoCloseable {
    private static final int HAND_OVER_MILLIS = 250;

    private final RecordRing ring;
    private final TelemetryLink link;
    private final List<LoopRecorder> recorders = new CopyOnWriteArrayList<>();

    /**
     * @param address where {@code cluster_telemetry_endpoint} is
     * @param self as whom this data plane reports
     * @param tls asked before each attempt
     * @param forwardProxy likewise
     */
    public Telemetry(
            Settings settings,
            LinkAddress address,
            LinkIdentity self,
            Function<LinkAddress, LinkTls> tls,
            Supplier<Optional<ForwardProxy>> forwardProxy) {
        ring = new RecordRing(settings.integer("analytics_buffer_size_limit"));
        String request = self.request(TelemetryMessage.PATH, List.of()).path();
        Duration interval = Duration.ofMillis(Math.round(settings.number("analytics_flush_interval") * 1000));
        link = new TelemetryLink(ring, new TelemetryClient(address, request, tls, forwardProxy), interval);
    }

    /** What the exchanges of an event loop report to. */
    public AccessRecorder recorder(EventLoop loop) {
        LoopRecorder recorder = new LoopRecorder(ring);
        recorders.add(recorder);
        loop.scheduleAtFixedRate(recorder::handOver, HAND_OVER_MILLIS, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS);
        return recorder;
    }

    /** Number of requests that wait to be reported. */
    public int waiting() {
        return ring.size();
    }

    /** Number of requests that were forgotten for want of room, since the start. */
    public long dropped() {
        return ring.dropped();
    }

    /** Begins to send. */
    public void start() {
        link.start();
    }

    /** Sends the rest, for a moment, and ends. The event loops must have ended before. */
    @Override
    public void close() {
        recorders.forEach(LoopRecorder::handOver);
        link.close();
    }
}

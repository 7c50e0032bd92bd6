package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HttpDate;
import io.gatehouse.proxy.overload.MemoryPressure;
import io.gatehouse.proxy.upstream.UpstreamConnections;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event loop and what all exchanges on it share. Confined to the loop. */
public final class Worker {
    private final EventLoop loop;
    private final Supplier<GatewayConfig> configuration;
    private final ProxySettings settings;
    private final UpstreamConnections upstreams;
    private final DeadlineWheel deadlines;
    private final ByteBufAllocator allocator;
    private final AccessRecorder accessRecorder;
    private final MemoryPressure memory;
    private final ProxyCounters counters = new ProxyCounters();
    private final HeadWriter headWriter = new HeadWriter();
    private final HttpDate date = new HttpDate();
    private final RequestIds requestIds = new RequestIds();
    private final long wallOffsetNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();

    public Worker(
            EventLoop loop,
            Supplier<GatewayConfig> configuration,
            ProxySettings settings,
            UpstreamConnections upstreams,
            DeadlineWheel deadlines,
            ByteBufAllocator allocator,
            AccessRecorder accessRecorder,
            MemoryPressure memory) {
        this.loop = loop;
        this.configuration = configuration;
        this.settings = settings;
        this.upstreams = upstreams;
        this.deadlines = deadlines;
        this.allocator = allocator;
        this.accessRecorder = accessRecorder;
        this.memory = memory;
    }

    public EventLoop loop() {
        return loop;
    }

    public DeadlineWheel deadlines() {
        return deadlines;
    }

    public ProxyCounters counters() {
        return counters;
    }

    public UpstreamConnections upstreams() {
        return upstreams;
    }

    public ProxySettings settings() {
        return settings;
    }

    /** Whether new requests must be refused for want of memory. */
    boolean isOverloaded() {
        return memory.isHigh();
    }

    GatewayConfig configuration() {
        return configuration.get();
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    AccessRecorder accessRecorder() {
        return accessRecorder;
    }

    /** The writer, empty. What is written must be copied out before anything else may run. */
    HeadWriter headWriter() {
        return headWriter.clear();
    }

    RequestIds requestIds() {
        return requestIds;
    }

    /** Milliseconds since 1970 of a value of {@link System#nanoTime()}. */
    long epochMillis(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(epochNanos(nanoTime));
    }

    long epochNanos(long nanoTime) {
        return nanoTime + wallOffsetNanos;
    }

    byte[] dateNow() {
        return date.now(System.currentTimeMillis());
    }
}

package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Probes the addresses of all upstreams that ask for it, on one thread of its own. What it watches may be told before it
 * can {@linkplain #start start}. Thread-safe.
 */
public final class ActiveChecks implements AutoCloseable {
    private final Map<String, Entry> entries = new HashMap<>();
    private Optional<EventLoopGroup> thread = Optional.empty();
    private Optional<Function<EventLoop, Prober>> probers = Optional.empty();
    private boolean closed;

    /** An upstream; its present addresses are another matter after each change. */
    private static final class Entry {
        private final UpstreamHealth health;
        private final Duration healthyEvery;
        private final Duration unhealthyEvery;
        private volatile Supplier<List<AddressHealth>> present;
        private Optional<ProbeSchedule> schedule = Optional.empty();

        Entry(UpstreamHealth health, Supplier<List<AddressHealth>> present) {
            this.health = health;
            this.healthyEvery = health.checks().active().healthyEvery();
            this.unhealthyEvery = health.checks().active().unhealthyEvery();
            this.present = present;
        }

        boolean hasIntervals(Active active) {
            return active.healthyEvery().equals(healthyEvery)
                    && active.unhealthyEvery().equals(unhealthyEvery);
        }
    }

    /**
     * Watches an upstream, or a change of one. Timers run on when their intervals did not change.
     *
     * @param present the addresses of the moment; asked on the thread of the checks, must not block
     */
    public synchronized void follow(UpstreamHealth health, Supplier<List<AddressHealth>> present) {
        String id = health.upstream().id();
        Entry known = entries.get(id);
        if (known != null
                && known.health == health
                && known.hasIntervals(health.checks().active())) {
            known.present = present;
            return;
        }
        end(health);
        if (health.checks().active().enabled()) {
            Entry entry = new Entry(health, present);
            entries.put(id, entry);
            probers.ifPresent(prober -> begin(entry, prober));
        }
    }

    /** Watches an upstream no more. */
    public synchronized void end(UpstreamHealth health) {
        Entry known = entries.remove(health.upstream().id());
        if (known != null) {
            known.schedule.ifPresent(ProbeSchedule::stop);
        }
    }

    /**
     * Begins to send probes.
     *
     * @param prober makes what sends them, on the given thread
     */
    public synchronized void start(Function<EventLoop, Prober> prober) {
        probers = Optional.of(prober);
        entries.values().forEach(entry -> begin(entry, prober));
    }

    private void begin(Entry entry, Function<EventLoop, Prober> prober) {
        if (closed) {
            return;
        }
        EventLoop loop = loop();
        WatchedUpstream watched = new WatchedUpstream(entry.health, () -> entry.present.get());
        ProbeSchedule schedule = new ProbeSchedule(loop, watched, prober.apply(loop));
        entry.schedule = Optional.of(schedule);
        schedule.start();
    }

    /** Made for the first upstream: most nodes check none. */
    private EventLoop loop() {
        if (thread.isEmpty()) {
            thread = Optional.of(new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("health-checks", true), NioIoHandler.newFactory()));
        }
        return thread.get().next();
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.values().forEach(entry -> entry.schedule.ifPresent(ProbeSchedule::stop));
        entries.clear();
        thread.ifPresent(group -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }
}

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
    private Optional<Function<EventLoop, Prober>> maker = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private boolean closed;

    /** Made for the first upstream: most nodes check none. */
    private record Running(EventLoopGroup group, EventLoop thread, Prober prober) {}

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
            begin(entry);
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
        maker = Optional.of(prober);
        entries.values().forEach(this::begin);
    }

    private void begin(Entry entry) {
        if (closed || maker.isEmpty()) {
            return;
        }
        if (running.isEmpty()) {
            running = Optional.of(run(maker.get()));
        }
        WatchedUpstream watched = new WatchedUpstream(entry.health, () -> entry.present.get());
        ProbeSchedule schedule =
                new ProbeSchedule(running.get().thread(), watched, running.get().prober());
        entry.schedule = Optional.of(schedule);
        schedule.start();
    }

    private static Running run(Function<EventLoop, Prober> maker) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("health-checks", true), NioIoHandler.newFactory());
        EventLoop thread = group.next();
        return new Running(group, thread, maker.apply(thread));
    }

    @Override
    public synchronized void close() {
        closed = true;
        entries.values().forEach(entry -> entry.schedule.ifPresent(ProbeSchedule::stop));
        entries.clear();
        running.ifPresent(each -> each.group().shutdownGracefully(0, 1, TimeUnit.SECONDS));
    }
}

package io.gatehouse.proxy.health;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The probes of an upstream, again and again. The first ones are sent one interval after the start. */
final class ProbeSchedule {
    /** Shorter intervals would be all that the thread does. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Duration healthyEvery;
    private final Duration unhealthyEvery;
    private final EventExecutor thread;
    private final ProbeRound available;
    private final ProbeRound unavailable;
    private final List<Future<?>> timers = new ArrayList<>();

    ProbeSchedule(EventExecutor thread, WatchedUpstream upstream, Prober prober) {
        this.thread = thread;
        this.healthyEvery = upstream.health().checks().active().healthyEvery();
        this.unhealthyEvery = upstream.health().checks().active().unhealthyEvery();
        this.available = new ProbeRound(thread, upstream, prober, AddressHealth::available);
        this.unavailable = new ProbeRound(thread, upstream, prober, address -> !address.available());
    }

    void start() {
        start(available, healthyEvery);
        start(unavailable, unhealthyEvery);
    }

    private void start(ProbeRound round, Duration every) {
        if (!every.isZero()) {
            long nanos = Math.max(every.toNanos(), SHORTEST.toNanos());
            timers.add(thread.scheduleWithFixedDelay(round::run, nanos, nanos, TimeUnit.NANOSECONDS));
        }
    }

    void stop() {
        timers.forEach(timer -> timer.cancel(false));
        thread.execute(available::stop);
        thread.execute(unavailable::stop);
    }
}

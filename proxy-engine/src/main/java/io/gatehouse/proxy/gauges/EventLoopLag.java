package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How late event loops are: a task that is due every tenth of a second tells by how much it was delayed. The worst delay of the
 * last 15 to 30 seconds is shown, so that whoever reads every 15 seconds sees all of them. Thread-safe.
 */
public final class EventLoopLag implements Consumer<ExpositionText> {
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SPAN_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final List<Probe> probes = new ArrayList<>();

    /** Watches the loops until they end. */
    public EventLoopLag(List<EventLoop> loops) {
        for (EventLoop loop : loops) {
            Probe probe = new Probe();
            probes.add(probe);
            loop.scheduleWithFixedDelay(probe, STEP_NANOS, STEP_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** Runs on one loop. */
    private static final class Probe implements Runnable {
        private long last = System.nanoTime();
        private long spanBegan = last;
        private volatile long worst;
        private volatile long worstBefore;

        @Override
        public void run() {
            long now = System.nanoTime();
            if (now - spanBegan > SPAN_NANOS) {
                spanBegan = now;
                worstBefore = worst;
                worst = 0;
            }
            worst = Math.max(worst, now - last - STEP_NANOS);
            last = now;
        }

        double seconds() {
            return Math.max(worst, worstBefore) / 1e9;
        }
    }

    @Override
    public void accept(ExpositionText text) {
        ExpositionText.Family family = text.gauge(
                "event_loop_lag_seconds", "Worst delay of a task on the event loop, of the last 15 to 30 seconds");
        for (int i = 0; i < probes.size(); i++) {
            family.sample(probes.get(i).seconds(), "loop", Integer.toString(i));
        }
    }
}

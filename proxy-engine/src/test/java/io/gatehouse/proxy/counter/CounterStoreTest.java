package io.gatehouse.proxy.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.plugin.WindowCounters;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class CounterStoreTest {
    private static final int MINUTE = 0;
    private static final int HOUR = 1;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 3_600_000;

    private final Time time = new Time();
    private final CounterStore store = new CounterStore(time, Runnable::run, 100);
    private final WindowCounters counters = store.named("test");

    private static final class Time extends Clock {
        private long millis;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void countsByNameKeyAndKindOfWindow() {
        assertEquals(1, counters.of("a").add(MINUTE, 0, MINUTE_MILLIS, 1));
        assertEquals(3, counters.of("a").add(MINUTE, 0, MINUTE_MILLIS, 2));
        assertEquals(3, counters.of("a").count(MINUTE, 0));
        assertEquals(0, counters.of("a").count(HOUR, 0));
        assertEquals(0, counters.of("b").count(MINUTE, 0));
        assertEquals(0, store.named("other").of("a").count(MINUTE, 0));
        assertEquals(3, store.named("test").of("a").count(MINUTE, 0));
    }

    @Test
    void beginsAnewWithEachWindow() {
        counters.of("a").add(MINUTE, 0, MINUTE_MILLIS, 5);
        assertEquals(0, counters.of("a").count(MINUTE, MINUTE_MILLIS));
        assertEquals(1, counters.of("a").add(MINUTE, MINUTE_MILLIS, 2 * MINUTE_MILLIS, 1));
    }

    @Test
    void dropsWhatComesForAWindowThatIsOver() {
        counters.of("a").add(MINUTE, MINUTE_MILLIS, 2 * MINUTE_MILLIS, 1);
        counters.of("a").add(MINUTE, 0, MINUTE_MILLIS, 1);
        assertEquals(1, counters.of("a").count(MINUTE, MINUTE_MILLIS));
    }

    @Test
    void removesCountersWhoseWindowsAreOver() {
        counters.of("short").add(MINUTE, 0, MINUTE_MILLIS, 1);
        counters.of("both").add(MINUTE, 0, MINUTE_MILLIS, 1);
        counters.of("both").add(HOUR, 0, HOUR_MILLIS, 4);
        time.millis = CounterStore.SWEEP_MILLIS + 1;
        assertEquals(4, counters.of("both").count(HOUR, 0));
        assertEquals(1, store.size());
    }

    @Test
    void goesOnWhenNobodyHasTimeToLookThrough() {
        CounterStore busy = new CounterStore(
                time,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                100);
        time.millis = CounterStore.SWEEP_MILLIS + 1;
        assertEquals(1, busy.named("test").of("a").add(HOUR, 0, HOUR_MILLIS, 1));
    }

    @Test
    void keepsOnlySoManyAndPrefersThoseInUse() {
        counters.of("busy").add(HOUR, 0, HOUR_MILLIS, 7);
        for (int i = 0; i < 10_000; i++) {
            time.millis += 10;
            counters.of("busy");
            counters.of("client " + i).add(HOUR, 0, HOUR_MILLIS, 1);
        }
        assertEquals(100, store.size());
        assertEquals(7, counters.of("busy").count(HOUR, 0));
    }

    @Test
    void keepsLongKeysApart() {
        counters.of("x".repeat(5000)).add(HOUR, 0, HOUR_MILLIS, 1);
        assertEquals(1, counters.of("x".repeat(5000)).count(HOUR, 0));
        assertEquals(0, counters.of("x".repeat(5001)).count(HOUR, 0));
    }

    @Test
    void losesNothingBetweenThreads() throws Exception {
        int threads = 4;
        int each = 20_000;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        counters.of("a").add(HOUR, 0, HOUR_MILLIS, 1);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals((long) threads * each, counters.of("a").count(HOUR, 0));
        assertEquals(1, store.size());
    }
}

package io.gatehouse.proxy.counter;

import io.gatehouse.plugin.WindowCounter;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The counts of one key. A new object a window, none a request. Thread-safe, without locks. */
final class KeyCounter implements WindowCounter {
    /** Somebody who got the counter so short ago may still be about to count. */
    private static final long IN_USE_MILLIS = 1000;

    private static final long LAST_USE_PRECISION_MILLIS = 100;

    private final AtomicReferenceArray<WindowCount> windows = new AtomicReferenceArray<>(KINDS);
    private volatile long lastUsed;

    KeyCounter(long now) {
        lastUsed = now;
    }

    @Override
    public long count(int kind, long start) {
        WindowCount window = windows.get(kind);
        return window == null || window.start != start ? 0 : window.get();
    }

    @Override
    public long add(int kind, long start, long end, long amount) {
        while (true) {
            WindowCount window = windows.get(kind);
            if (window != null && window.start == start) {
                return window.addAndGet(amount);
            }
            if (window != null && window.start > start) {
                return 0;
            }
            windows.compareAndSet(kind, window, new WindowCount(start, end));
        }
    }

    /** Takes note of its use, without writing to memory that all event loops read for each request. */
    void used(long now) {
        if (now - lastUsed >= LAST_USE_PRECISION_MILLIS) {
            lastUsed = now;
        }
    }

    /** To a tenth of a second. */
    long lastUsed() {
        return lastUsed;
    }

    /** Whether every window is over, and nobody can still be about to count. */
    boolean isExpired(long now) {
        if (now - lastUsed < IN_USE_MILLIS) {
            return false;
        }
        for (int kind = 0; kind < KINDS; kind++) {
            WindowCount window = windows.get(kind);
            if (window != null && window.end > now) {
                return false;
            }
        }
        return true;
    }
}

package io.gatehouse.proxy.counter;

import java.util.concurrent.atomic.AtomicLong;

/** The count of one window. */
final class WindowCount extends AtomicLong {
    private static final long serialVersionUID = 1;

    final long start;
    final long end;

    WindowCount(long start, long end) {
        this.start = start;
        this.end = end;
    }
}

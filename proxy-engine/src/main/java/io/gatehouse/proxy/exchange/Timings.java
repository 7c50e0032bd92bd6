package io.gatehouse.proxy.exchange;

import java.util.concurrent.TimeUnit;

/** When the steps of an exchange were taken, by {@link System#nanoTime()}; 0 for those that were not. Reused. */
final class Timings {
    private long start;
    private long balanced;
    private long head;
    private long end;

    void begin() {
        start = System.nanoTime();
        balanced = 0;
        head = 0;
        end = 0;
    }

    /** An upstream was chosen; the last time counts. */
    void balanced(long nanos) {
        balanced = nanos;
    }

    /** The response's head is about to be sent. */
    void head() {
        head = System.nanoTime();
    }

    void end() {
        end = System.nanoTime();
    }

    long start() {
        return start;
    }

    long headNanos() {
        return head;
    }

    /** True once a try was begun. */
    boolean wasForwarded() {
        return balanced != 0;
    }

    boolean hasResponded() {
        return head != 0;
    }

    /** From the last choice of an upstream to the response's head, in milliseconds. */
    long upstreamMillis() {
        return millis(balanced, head);
    }

    /** From the request to the last choice of an upstream. */
    long proxyMillis() {
        return millis(start, balanced);
    }

    /** From the request to the gateway's own answer. */
    long responseMillis() {
        return millis(start, head);
    }

    /** From the request to the last byte. */
    long totalMillis() {
        return millis(start, end);
    }

    /** From the response's head to its last byte. */
    long receiveMillis() {
        return millis(head, end);
    }

    private static long millis(long from, long to) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(to - from));
    }
}

package io.gatehouse.bench.soak;

import io.gatehouse.bench.fleet.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What happened so far. Thread-safe. */
final class Tally {
    private static final int COMPLAINTS = 50;

    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong rudenesses = new AtomicLong();
    private final AtomicLong troubles = new AtomicLong();
    private final Times changes = new Times();
    private final List<String> complaints = new ArrayList<>();

    void success() {
        succeeded.incrementAndGet();
    }

    /** Something that must succeed did not. */
    void failure(String what) {
        failed.incrementAndGet();
        synchronized (complaints) {
            if (complaints.size() < COMPLAINTS) {
                complaints.add(what);
            }
        }
    }

    /** A client hung up in the midst of something, or did not read. */
    void rudeness() {
        rudenesses.incrementAndGet();
    }

    /** An upstream broke something off. */
    void trouble() {
        troubles.incrementAndGet();
    }

    /** @param nanos from sending a configuration to the first request on its new route */
    void change(long nanos) {
        changes.add(nanos);
    }

    long failures() {
        return failed.get();
    }

    /** The first failures, in words. */
    List<String> complaints() {
        synchronized (complaints) {
            return List.copyOf(complaints);
        }
    }

    @Override
    public String toString() {
        return succeeded + " succeeded, " + failed + " failed; " + rudenesses + " clients hung up, " + troubles
                + " times an upstream did; " + changes.count() + " configurations, the new route live after " + changes;
    }
}

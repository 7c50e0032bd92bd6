package io.gatehouse.proxy.telemetry;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest records of all event loops, of which it forgets the oldest when it is full. Thread-safe: each call holds a lock for as long
 * as some hundred records take to copy, and event loops call it once in as many requests.
 */
public final class RecordRing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Records records;
    private final int capacity;

    /** Number of records that were ever put in, and of those that were taken out or forgotten. */
    private long written;

    private long gone;
    private long dropped;
    private long droppedBefore;

    /** @param capacity number of records that it keeps ({@code analytics_buffer_size_limit}); memory is taken at once, 25 bytes each */
    public RecordRing(int capacity) {
        this.capacity = capacity;
        this.records = new Records(capacity);
    }

    int capacity() {
        return capacity;
    }

    /** Puts the first records of a chunk in. */
    void append(Records chunk, int count) {
        lock.lock();
        try {
            int from = Math.max(0, count - capacity);
            written += from;
            int at = (int) (written % capacity);
            int first = Math.min(count - from, capacity - at);
            chunk.copyTo(records, from, at, first);
            chunk.copyTo(records, from + first, 0, count - from - first);
            written += count - from;
            if (written - gone > capacity) {
                dropped += written - gone - capacity;
                gone = written - capacity;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the oldest records out.
     *
     * @return their number, at most what the target holds
     */
    int drainTo(Records target) {
        lock.lock();
        try {
            int count = (int) Math.min(target.capacity(), written - gone);
            int at = (int) (gone % capacity);
            int first = Math.min(count, capacity - at);
            records.copyTo(target, at, 0, first);
            records.copyTo(target, 0, first, count - first);
            gone += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Number of records in it. */
    int size() {
        lock.lock();
        try {
            return (int) (written - gone);
        } finally {
            lock.unlock();
        }
    }

    /** Number of records that were ever forgotten. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Number of records that were forgotten since the last call. */
    long takeDropped() {
        lock.lock();
        try {
            long taken = dropped - droppedBefore;
            droppedBefore = dropped;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}

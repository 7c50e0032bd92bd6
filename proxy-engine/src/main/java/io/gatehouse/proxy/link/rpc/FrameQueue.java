package io.gatehouse.proxy.link.rpc;

import io.gatehouse.model.link.LinkException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands frames to a thread that may take its time over them, in their order. The bytes that wait are bounded, because the
 * other end decides how many there are.
 */
final class FrameQueue {
    /** What a frame costs besides its bytes. */
    private static final int OVERHEAD = 256;

    private final Executor reader;
    private final long maxWaiting;
    private final Consumer<byte[]> receiver;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param reader runs one task at a time
     * @param maxWaiting bytes
     * @param receiver may throw {@link LinkException}
     */
    FrameQueue(Executor reader, long maxWaiting, Consumer<byte[]> receiver) {
        this.reader = reader;
        this.maxWaiting = maxWaiting;
        this.receiver = receiver;
    }

    /**
     * Queues a frame.
     *
     * @param onDefect takes what was wrong with it, on the reader's thread
     * @throws LinkException when too much waits
     */
    void add(byte[] frame, Consumer<LinkException> onDefect) {
        long cost = frame.length + OVERHEAD;
        if (waiting.addAndGet(cost) > maxWaiting) {
            throw new LinkException("more than " + maxWaiting + " bytes of messages wait to be read");
        }
        try {
            reader.execute(() -> {
                waiting.addAndGet(-cost);
                try {
                    receiver.accept(frame);
                } catch (LinkException defect) {
                    onDefect.accept(defect);
                }
            });
        } catch (RejectedExecutionException stopping) {
            waiting.addAndGet(-cost);
        }
    }
}

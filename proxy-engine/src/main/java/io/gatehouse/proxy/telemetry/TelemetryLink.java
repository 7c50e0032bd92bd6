package io.gatehouse.proxy.telemetry;

import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Welcome;
import io.gatehouse.proxy.thread.BackgroundThreads;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the ring holds, a batch at a time: the next one is made when the control plane has acknowledged the last. Until then, and
 * without a connection, records stay in the ring. A batch that was sent is sent again, with its number, until it is acknowledged.
 *
 * <p>Everything happens on a thread of its own, which may block; public methods are thread-safe.
 */
final class TelemetryLink implements AutoCloseable, TelemetrySession.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryLink.class);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    /** Less than the control plane's patience with one that says nothing. */
    private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(15).toNanos();

    private static final int END_SECONDS = 2;

    private final RecordRing ring;
    private final BatchMaker batches;
    private final TelemetryClient client;
    private final long intervalNanos;
    private final UUID stream = UUID.randomUUID();
    private final Backoff backoff = new Backoff();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(BackgroundThreads.named("telemetry"));

    private Optional<TelemetrySession> session = Optional.empty();
    private boolean welcome;
    private Optional<Batch> outstanding = Optional.empty();
    private long dialAt = System.nanoTime();
    private long flushAt = System.nanoTime();
    private long sendAgainAt;
    private long sentAt;
    private boolean closing;

    TelemetryLink(RecordRing ring, TelemetryClient client, Duration interval) {
        this.ring = ring;
        this.batches = new BatchMaker(ring);
        this.client = client;
        this.intervalNanos = interval.toNanos();
    }

    /** Makes the first attempt at once; returns immediately. */
    void start() {
        long pause = Math.min(TICK.toNanos(), intervalNanos);
        thread.scheduleWithFixedDelay(this::guardedTick, 0, pause, TimeUnit.NANOSECONDS);
    }

    /** A scheduler drops a task that throws. */
    private void guardedTick() {
        try {
            tick(System.nanoTime());
        } catch (RuntimeException defect) {
            LOG.error("telemetry fails, the connection is made anew", defect);
            session.ifPresent(open -> open.end(defect.toString()));
        }
    }

    private void tick(long now) {
        if (session.isEmpty()) {
            if (closing) {
                finished.countDown();
            } else if (now - dialAt >= 0) {
                dial();
            }
        } else if (!welcome || outstanding.isPresent()) {
            await(now);
        } else if (closing || now - flushAt >= 0 || ring.size() > ring.capacity() / 2) {
            flush(now);
        }
    }

    private void dial() {
        TelemetrySession fresh = new TelemetrySession(stream, this);
        session = Optional.of(fresh);
        welcome = false;
        sentAt = System.nanoTime();
        try {
            client.connect(fresh);
        } catch (DeploymentException | IOException | RuntimeException failure) {
            lost(fresh, reason(failure), false);
        }
    }

    /** The outermost message says what was done, the innermost why it failed. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private void await(long now) {
        if (sendAgainAt != 0) {
            if (now - sendAgainAt >= 0 || closing) {
                send(outstanding.orElseThrow());
            }
        } else if (now - sentAt > PATIENCE_NANOS) {
            session.orElseThrow().end("no answer for " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " seconds");
        }
    }

    private void flush(long now) {
        flushAt = Math.max(flushAt + intervalNanos, now);
        Batch batch = batches.next();
        if (batch.dropped() > 0) {
            LOG.warn(
                    "{} requests are counted nowhere: the telemetry buffer holds {} (analytics_buffer_size_limit)",
                    batch.dropped(),
                    ring.capacity());
        }
        if (!batch.isEmpty() || !closing && now - sentAt > KEEP_ALIVE_NANOS) {
            send(batch);
        } else if (closing) {
            finished.countDown();
        }
    }

    private void send(Batch batch) {
        outstanding = Optional.of(batch);
        sendAgainAt = 0;
        sentAt = System.nanoTime();
        session.orElseThrow().send(batch);
    }

    @Override
    public void received(TelemetrySession from, TelemetryMessage message) {
        onThread(() -> {
            if (session.filter(current -> current == from).isPresent()) {
                take(from, message);
            }
        });
    }

    private void take(TelemetrySession from, TelemetryMessage message) {
        if (message instanceof Welcome && !welcome) {
            welcome = true;
            LOG.info("telemetry goes to the control plane [{}]", client.address());
            outstanding.ifPresent(this::send);
        } else if (message instanceof Received received && isOutstanding(received.sequence())) {
            outstanding = Optional.empty();
            sendAgainAt = 0;
            backoff.reset();
        } else if (message instanceof Busy busy && isOutstanding(busy.sequence())) {
            sendAgainAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(busy.retryAfter());
        } else {
            from.end("the control plane answers what was not asked");
        }
    }

    private boolean isOutstanding(long sequence) {
        return outstanding.filter(batch -> batch.sequence() == sequence).isPresent();
    }

    @Override
    public void ended(TelemetrySession ended, String reason, boolean refused) {
        onThread(() -> lost(ended, reason, refused));
    }

    private void lost(TelemetrySession ended, String reason, boolean refused) {
        if (session.filter(current -> current == ended).isEmpty()) {
            return;
        }
        session = Optional.empty();
        if (refused && welcome && outstanding.isPresent()) {
            // it would be refused again, and hold up what follows
            LOG.error("the control plane refuses a batch of telemetry, which is lost: {}", reason);
            outstanding = Optional.empty();
        }
        sendAgainAt = 0;
        Duration pause = backoff.next();
        dialAt = System.nanoTime() + pause.toNanos();
        if (!closing) {
            LOG.warn(
                    "telemetry cannot be sent: {} (next attempt after {} ms) [{}]",
                    reason,
                    pause.toMillis(),
                    client.address());
        }
    }

    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("telemetry has ended");
        }
    }

    /** Sends what there is, for a moment, and ends. */
    @Override
    public void close() {
        try {
            thread.execute(() -> closing = true);
            finished.await(END_SECONDS, TimeUnit.SECONDS);
            thread.execute(() -> session.ifPresent(TelemetrySession::close));
            thread.shutdown();
            thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
            client.close();
        }
    }
}

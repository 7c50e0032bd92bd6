package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.link.delta.Name;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what takes time in proportion to the whole configuration, on a thread of its own so that no delta waits for it: the payload,
 * once somebody wants it, and the hash, once the configuration has been still for a while.
 *
 * <p>All methods are thread-safe and return at once, {@link #close()} excepted.
 */
final class PayloadBuilder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PayloadBuilder.class);

    /** Shortest time between two payloads. */
    static final Duration SPACING = Duration.ofMillis(100);

    /** How long the configuration must be still before it is hashed: about twice the time that this takes, but not for ever. */
    private static final long STILL_NANOS_PER_ROW = 20_000;

    private static final long LONGEST_STILL = TimeUnit.SECONDS.toNanos(2);
    private static final int STILL_TIMES_AT_MOST = 15;

    private final DeltaHistory history;
    private final PayloadEncoder encoder;
    private final Thread thread;
    private final Semaphore alarms = new Semaphore(0);

    private volatile SnapshotPublisher.Audience audience = SnapshotPublisher.Audience.NOBODY;
    private volatile ConfigurationPayload payload;
    private volatile Name name;
    private volatile boolean asked;
    private volatile boolean stopped;

    // owned by the thread
    private long builtAt = System.nanoTime() - SPACING.toNanos();
    private long changedAt;
    private long unnamedSince;
    private long lookedAt = -1;

    PayloadBuilder(DeltaHistory history, PayloadEncoder encoder, ThreadFactory threads) {
        this.history = history;
        this.encoder = encoder;
        this.thread = threads.newThread(this::run);
    }

    void start(SnapshotPublisher.Audience audience) {
        this.audience = audience;
        thread.setName("gatehouse-payload");
        thread.start();
    }

    /** There is a newer configuration, or somebody new to get one. */
    void wake() {
        alarms.release();
    }

    /** The payload of the newest configuration; when there is none yet, it is made at the next {@link #wake}. */
    Optional<ConfigurationPayload> current() {
        ConfigurationPayload made = payload;
        if (made != null && isNewest(made.revision())) {
            return Optional.of(made);
        }
        asked = true;
        return Optional.empty();
    }

    Optional<Name> name() {
        return Optional.ofNullable(name);
    }

    boolean isNewest(long revision) {
        return history.newest().filter(newest -> newest.revision() == revision).isPresent();
    }

    private void run() {
        long wait = Long.MAX_VALUE;
        while (!stopped) {
            try {
                if (alarms.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
                    alarms.drainPermits();
                }
                wait = build();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException defect) {
                LOG.error("unable to build the configuration for data planes; the previous one stays in use", defect);
                wait = Long.MAX_VALUE;
            }
        }
    }

    /** @return nanoseconds until there may be something to do again */
    private long build() {
        Optional<PublishedConfiguration> newest = history.newest();
        if (newest.isEmpty() || !audience.isPresent()) {
            return Long.MAX_VALUE;
        }
        PublishedConfiguration configuration = newest.get();
        note(configuration.revision());
        if (audience.wantsPayload() && (asked || payload == null || payload.revision() != configuration.revision())) {
            long early = builtAt + SPACING.toNanos() - System.nanoTime();
            if (early > 0) {
                return early;
            }
            publish(configuration);
        } else if (name == null || name.revision() != configuration.revision()) {
            long early = due(configuration) - System.nanoTime();
            if (early > 0) {
                return early;
            }
            tell(encoder.name(configuration));
        }
        return Long.MAX_VALUE;
    }

    private void note(long revision) {
        if (lookedAt != revision) {
            lookedAt = revision;
            changedAt = System.nanoTime();
            if (unnamedSince == 0) {
                unnamedSince = changedAt;
            }
        }
    }

    private long due(PublishedConfiguration configuration) {
        long still = Math.min(LONGEST_STILL, configuration.table().size() * STILL_NANOS_PER_ROW);
        return Math.min(changedAt + still, unnamedSince + STILL_TIMES_AT_MOST * still);
    }

    private void publish(PublishedConfiguration configuration) {
        ConfigurationPayload last = payload;
        boolean wanted = asked;
        asked = false;
        ConfigurationPayload next = encoder.encode(configuration);
        payload = next;
        if (wanted || last == null || !last.hash().equals(next.hash())) {
            audience.accept(next);
        }
        builtAt = System.nanoTime();
        tell(next.name());
    }

    private void tell(Name known) {
        name = known;
        unnamedSince = 0;
        audience.named();
    }

    /** Stops the thread and waits a moment for it. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

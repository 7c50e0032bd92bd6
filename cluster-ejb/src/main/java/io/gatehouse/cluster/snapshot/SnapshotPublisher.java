package io.gatehouse.cluster.snapshot;

import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.StoredChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the stored configuration into payloads for data planes: one per revision, encoded once, and only when somebody wants it.
 *
 * <p>One thread keeps the configuration in memory. It wakes when the database rings ({@link #changed()}), and at least every poll
 * interval, because a ring can be lost. The first change after a quiet time goes out at once; changes that follow it are collected
 * until {@link #SPACING} has passed. That holds for reading too, also while no data plane is there: a bulk import must not share the
 * database with a read for each of its writes. When the database cannot be reached, what is in memory stays in use.
 *
 * <p>All public methods are thread-safe and return at once, {@link #close()} excepted.
 */
public final class SnapshotPublisher implements AutoCloseable {

    /** Shortest time between two payloads, and between the reads of two changes. */
    static final Duration SPACING = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final ConfigurationStore store;
    private final List<ExportedType> types;
    private final PayloadEncoder encoder;
    private final Duration pollInterval;
    private final Thread thread;
    private final Semaphore alarms = new Semaphore(1);

    private volatile Audience audience = Audience.NOBODY;
    private volatile ConfigurationPayload newest;
    private volatile long revision = -1;
    private volatile boolean stopped;

    // owned by the thread
    private ConfigurationImage image;
    private long busyAt = System.nanoTime() - SPACING.toNanos();
    private boolean outage;

    /** Who gets the payloads. */
    public interface Audience extends Consumer<ConfigurationPayload> {

        Audience NOBODY = new Audience() {
            @Override
            public boolean isPresent() {
                return false;
            }

            @Override
            public void accept(ConfigurationPayload payload) {}
        };

        /** Whether anybody would take a payload now; without, none is encoded. */
        boolean isPresent();
    }

    /**
     * @param types what data planes receive, parents before those that refer to them
     * @param pollInterval longest time that a change may go unnoticed when the database's notification is lost
     * @param threads makes the one thread, which calls {@code store}
     */
    public SnapshotPublisher(
            ConfigurationStore store,
            List<ExportedType> types,
            PayloadEncoder encoder,
            Duration pollInterval,
            ThreadFactory threads) {
        this.store = store;
        this.types = List.copyOf(types);
        this.encoder = encoder;
        this.pollInterval = pollInterval;
        this.thread = threads.newThread(this::run);
    }

    /** Begins to read; every payload from now on goes to this audience, from the publisher's thread. */
    public void start(Audience audience) {
        this.audience = audience;
        thread.setName("gatehouse-snapshot");
        thread.start();
    }

    /** The configuration may have changed. */
    public void changed() {
        alarms.release();
    }

    /**
     * The payload of the newest known configuration. When it is not encoded yet, that is begun, and the audience gets it.
     *
     * @return empty while it is not encoded, and before the first successful read
     */
    public Optional<ConfigurationPayload> current() {
        ConfigurationPayload payload = newest;
        if (payload != null && payload.revision() == revision) {
            return Optional.of(payload);
        }
        changed();
        return Optional.empty();
    }

    private void run() {
        while (!stopped) {
            try {
                awaitAlarm();
                refresh();
                publish();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException defect) {
                LOG.error("unable to build the configuration for data planes; the previous one stays in use", defect);
            }
        }
    }

    private void awaitAlarm() throws InterruptedException {
        boolean rang = alarms.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
        long early = busyAt + SPACING.toNanos() - System.nanoTime();
        if (rang && early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
        alarms.drainPermits();
    }

    private void refresh() {
        try {
            read();
            revision = image.revision();
            if (outage) {
                outage = false;
                LOG.info("the database can be read again; configuration is at revision {}", image.revision());
            }
        } catch (RuntimeException unreadable) {
            if (!outage) {
                outage = true;
                LOG.error(
                        "unable to export config from database: {}; data planes keep what they have",
                        unreadable.getMessage(),
                        unreadable instanceof StoreException ? null : unreadable);
            }
        }
    }

    private void read() {
        if (image != null) {
            Optional<StoredChanges> changes = store.readChanges(image.revision());
            if (changes.isPresent()) {
                if (changes.get().revision() != image.revision()) {
                    image.apply(changes.get());
                    busyAt = System.nanoTime();
                }
                return;
            }
            LOG.info("the change log does not reach back to revision {}; reading everything", image.revision());
        }
        image = new ConfigurationImage(types, store.readAll());
        LOG.info("configuration read: revision {}, {} entities", image.revision(), image.size());
    }

    private void publish() {
        ConfigurationPayload last = newest;
        if (image == null || (last != null && last.revision() == image.revision()) || !audience.isPresent()) {
            return;
        }
        ConfigurationPayload next = encoder.encode(ConfigurationExport.of(image), image.revision(), last);
        newest = next;
        if (last == null || !last.hash().equals(next.hash())) {
            busyAt = System.nanoTime();
            audience.accept(next);
        }
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

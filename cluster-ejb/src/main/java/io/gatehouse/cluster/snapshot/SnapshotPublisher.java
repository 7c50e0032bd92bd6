package io.gatehouse.cluster.snapshot;

import io.gatehouse.cluster.store.ConfigurationStore;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.snapshot.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the stored configuration into what data planes get: deltas at once, and the whole configuration once somebody wants it.
 *
 * <p>One thread keeps the configuration in memory and publishes each change of it. It wakes when the database rings ({@link #changed()}),
 * and at least every poll interval, because a ring can be lost. The first change after a quiet time goes out at once; changes that
 * follow it are collected for a moment, and longer while nobody is there: a bulk import must not share the database with a read for
 * each of its writes. Nothing on this thread takes time in proportion to the configuration; a {@link PayloadBuilder} does that. When
 * the database cannot be reached, what is in memory stays in use.
 *
 * <p>All public methods are thread-safe and return at once, {@link #close()} excepted.
 */
public final class SnapshotPublisher implements ConfigurationSource, AutoCloseable {

    /** Shortest time between the reads of two changes while somebody waits for them. */
    private static final Duration SPACING = Duration.ofMillis(20);

    /** The same while nobody does. */
    static final Duration IDLE_SPACING = Duration.ofMillis(100);

    /** Where reading takes long, it takes about half of the time, as long as that delays nobody for long. */
    private static final Duration LONGEST_SPACING = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final ConfigurationStore store;
    private final List<ExportedType> types;
    private final DeltaHistory history = new DeltaHistory();
    private final PayloadBuilder payloads;
    private final Duration pollInterval;
    private final Thread thread;
    private final Semaphore alarms = new Semaphore(1);

    private volatile Audience audience = Audience.NOBODY;
    private volatile boolean stopped;

    // owned by the thread
    private ConfigurationImage image;
    private ConfigurationExport export;
    private long busyAt = System.nanoTime() - IDLE_SPACING.toNanos();
    private long readNanos;
    private boolean outage;

    /** Who gets the configurations. Its methods are called from threads of the publisher, and must return at once. */
    public interface Audience {

        Audience NOBODY = new Audience() {
            @Override
            public boolean isPresent() {
                return false;
            }

            @Override
            public boolean wantsPayload() {
                return false;
            }

            @Override
            public void changed() {}

            @Override
            public void named() {}

            @Override
            public void accept(ConfigurationPayload payload) {}
        };

        /** Whether anybody is there at all. */
        boolean isPresent();

        /** Whether anybody would take a payload now; without, none is encoded. */
        boolean wantsPayload();

        /** {@link ConfigurationSource#history()} has something new. */
        void changed();

        /** {@link ConfigurationSource#name()} has something new. */
        void named();

        /** Takes the newest payload. */
        void accept(ConfigurationPayload payload);
    }

    /**
     * @param types what data planes receive, parents before those that refer to them
     * @param pollInterval longest time that a change may go unnoticed when the database's notification is lost
     * @param threads makes two threads; one of them calls {@code store}
     */
    public SnapshotPublisher(
            ConfigurationStore store,
            List<ExportedType> types,
            PayloadEncoder encoder,
            Duration pollInterval,
            ThreadFactory threads) {
        this.store = store;
        this.types = List.copyOf(types);
        this.payloads = new PayloadBuilder(history, encoder, threads);
        this.pollInterval = pollInterval;
        this.thread = threads.newThread(this::run);
    }

    /** Begins to read; everything from now on is told to this audience. */
    public void start(Audience audience) {
        this.audience = audience;
        payloads.start(audience);
        thread.setName("gatehouse-snapshot");
        thread.start();
    }

    /** The configuration may have changed. */
    public void changed() {
        alarms.release();
    }

    @Override
    public Optional<ConfigurationPayload> current() {
        Optional<ConfigurationPayload> encoded = payloads.current();
        if (encoded.isEmpty()) {
            // what is encoded now should be the newest there is, not only the newest that was read so far
            changed();
        }
        return encoded;
    }

    @Override
    public DeltaHistory history() {
        return history;
    }

    @Override
    public Optional<Name> name() {
        Optional<Name> known = payloads.name();
        if (known.isEmpty() || !payloads.isNewest(known.get().revision())) {
            // nobody may have been there when it became the newest
            payloads.wake();
        }
        return known;
    }

    private void run() {
        while (!stopped) {
            try {
                awaitAlarm();
                refresh();
                payloads.wake();
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
        long early = busyAt + spacingNanos() - System.nanoTime();
        if (rang && early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
        alarms.drainPermits();
    }

    private long spacingNanos() {
        Duration least = audience.isPresent() ? SPACING : IDLE_SPACING;
        return Math.max(least.toNanos(), Math.min(readNanos, LONGEST_SPACING.toNanos()));
    }

    private void refresh() {
        try {
            read();
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
            long begin = System.nanoTime();
            Optional<StoredChanges> changes = store.readChanges(image.revision());
            if (changes.isPresent()) {
                if (changes.get().revision() != image.revision()) {
                    follow(changes.get());
                    busyAt = System.nanoTime();
                    readNanos = busyAt - begin;
                }
                return;
            }
            LOG.info("the change log does not reach back to revision {}; reading everything", image.revision());
        }
        image = new ConfigurationImage(types, store.readAll());
        export = ConfigurationExport.of(image);
        history.begin(published());
        audience.changed();
        LOG.info(
                "configuration read: revision {}, {} entities",
                image.revision(),
                image.rows().size());
    }

    private void follow(StoredChanges stored) {
        List<Change> changes = export.apply(image.apply(stored), image);
        history.advance(published(), changes);
        audience.changed();
    }

    private PublishedConfiguration published() {
        return new PublishedConfiguration(image.revision(), export.content(), export.table(), export.plugins());
    }

    /** Stops the threads and waits a moment for them. */
    @Override
    public void close() {
        stopped = true;
        payloads.close();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

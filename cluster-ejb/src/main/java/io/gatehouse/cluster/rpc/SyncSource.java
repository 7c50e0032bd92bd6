package io.gatehouse.cluster.rpc;

import io.gatehouse.cluster.snapshot.compat.CompatibilityRules;
import io.gatehouse.cluster.snapshot.compat.DataPlaneKind;
import io.gatehouse.cluster.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is new since a version, for any number of data planes: as most of them are at the same version, what one asks for is
 * read and packed once for all that ask until the next change.
 *
 * <p>Thread-safe, nothing blocks: the database is read on the thread of the executor that is given.
 */
public final class SyncSource {
    private static final Logger LOG = LoggerFactory.getLogger(SyncSource.class);

    /** Changes in a burst are told together; the first is told at once. */
    private static final long SPACING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int MAX_KEPT = 64;

    private final SyncReader reader;
    private final CompatibilityRules rules;
    private final ScheduledExecutorService worker;
    private final LongConsumer announcement;
    private final AtomicBoolean refreshDue = new AtomicBoolean();
    private volatile long refreshedAt = System.nanoTime() - SPACING_NANOS;

    // owned by the worker's thread
    private long newest = -1;
    private boolean outage;
    private final Map<Question, SyncForm> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, SyncForm> eldest) {
            return size() > MAX_KEPT;
        }
    };

    private record Question(long since, DataPlaneKind kind) {}

    /**
     * @param worker has one thread
     * @param announcement takes the number of each new version, on that thread
     */
    SyncSource(
            SyncReader reader, CompatibilityRules rules, ScheduledExecutorService worker, LongConsumer announcement) {
        this.reader = reader;
        this.rules = rules;
        this.worker = worker;
        this.announcement = announcement;
    }

    /** The configuration may have changed. */
    public void changed() {
        if (refreshDue.compareAndSet(false, true)) {
            long delay = Math.max(0, refreshedAt + SPACING_NANOS - System.nanoTime());
            try {
                worker.schedule(this::refresh, delay, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("shutting down, nothing is announced any more");
            }
        }
    }

    private void refresh() {
        refreshDue.set(false);
        try {
            long version = reader.version();
            outage = false;
            if (version != newest) {
                refreshedAt = System.nanoTime();
                newest = version;
                kept.clear();
                announcement.accept(version);
            }
        } catch (StoreException unreachable) {
            if (!outage) {
                outage = true;
                LOG.error("unable to look for a new version of the configuration: {}", unreachable.getMessage());
            }
        }
    }

    /** Returns what a data plane needs; fails with {@link StoreException} when the database does not answer. */
    CompletionStage<SyncForm> since(long version, DataPlaneKind kind) {
        return CompletableFuture.supplyAsync(() -> answer(new Question(version, kind)), worker);
    }

    private SyncForm answer(Question question) {
        SyncForm known = kept.get(question);
        if (known != null) {
            return known;
        }
        SyncForm form = reader.read(question.since(), rules.rows(question.kind()));
        kept.put(question, form);
        return form;
    }
}

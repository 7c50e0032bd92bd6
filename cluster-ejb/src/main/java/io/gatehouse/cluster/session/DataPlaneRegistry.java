package io.gatehouse.cluster.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.PageOffset;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All data planes of the cluster, whichever control plane they talk to, as table {@code data_plane} keeps them.
 *
 * <p>Heartbeats are collected and written together, once a second at most; the first after a quiet second is written at once. Nothing
 * that a data plane waits for depends on it. When the database cannot be written, the newest record of each node waits for it.
 *
 * <p>Thread-safe. {@link #page} and {@link #status} block on the database and throw {@link StoreException} when it does not answer.
 */
public final class DataPlaneRegistry implements HeartbeatLog {

    private static final Logger LOG = LoggerFactory.getLogger(DataPlaneRegistry.class);

    private static final long BATCH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration PURGE_INTERVAL = Duration.ofSeconds(60);
    private static final int STATUS_PAGE = 1000;

    /** SQLSTATE class of values that a column cannot hold. */
    private static final String DATA_EXCEPTION = "22";

    private final DataPlaneTable table;
    private final ScheduledExecutorService scheduler;
    private final Map<UUID, DataPlaneRecord> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean flushScheduled = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile long flushedAt = System.nanoTime() - BATCH_NANOS;
    private volatile boolean outage;

    /**
     * @param purgeDelay how long a row outlives its last heartbeat
     * @param scheduler runs the writes; may be stopped before this object, the rest is then written by {@link #flush}
     */
    public DataPlaneRegistry(DataSource database, Duration purgeDelay, ScheduledExecutorService scheduler) {
        this.table = new DataPlaneTable(database, purgeDelay);
        this.scheduler = scheduler;
    }

    /** Begins to remove rows whose time is over. */
    public void start() {
        Repetition.start(scheduler, PURGE_INTERVAL, this::purge);
    }

    @Override
    public void record(DataPlaneRecord heartbeat) {
        waiting.put(heartbeat.id(), heartbeat);
        scheduleFlush();
    }

    private void scheduleFlush() {
        if (flushScheduled.compareAndSet(false, true)) {
            long delay = Math.max(0, flushedAt + BATCH_NANOS - System.nanoTime());
            try {
                scheduler.schedule(this::scheduledFlush, delay, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("shutting down, heartbeats are written by the last flush");
            }
        }
    }

    private void scheduledFlush() {
        flushScheduled.set(false);
        flush();
        if (!waiting.isEmpty()) {
            scheduleFlush();
        }
    }

    /** Writes what waits; returns when it is written, or has failed and waits on. */
    public void flush() {
        writing.lock();
        try {
            flushedAt = System.nanoTime();
            List<DataPlaneRecord> batch = new ArrayList<>(waiting.values());
            if (batch.isEmpty()) {
                return;
            }
            write(batch);
            // a heartbeat that came in the meantime is another object and stays
            batch.forEach(record -> waiting.remove(record.id(), record));
            if (outage) {
                outage = false;
                LOG.info("data plane status is written again, {} rows", batch.size());
            }
        } catch (SQLException unreachable) {
            if (!outage) {
                outage = true;
                LOG.error("unable to update clustering data plane status: {}", unreachable.getMessage());
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(Collection<DataPlaneRecord> batch) throws SQLException {
        try {
            table.upsert(batch);
        } catch (SQLException refused) {
            if (!isAboutValues(refused)) {
                throw refused;
            }
            // one row that cannot be stored must not keep the others out
            for (DataPlaneRecord record : batch) {
                writeAlone(record);
            }
        }
    }

    private void writeAlone(DataPlaneRecord record) throws SQLException {
        try {
            table.upsert(List.of(record));
        } catch (SQLException refused) {
            if (!isAboutValues(refused)) {
                throw refused;
            }
            LOG.error("unable to update clustering data plane status of {}: {}", record.id(), refused.getMessage());
        }
    }

    private static boolean isAboutValues(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(DATA_EXCEPTION);
    }

    void purge() {
        try {
            int gone = table.purge();
            if (gone > 0) {
                LOG.info("{} data planes were not seen for a long time and are forgotten", gone);
            }
        } catch (SQLException unreachable) {
            LOG.debug("old data planes are not removed now: {}", unreachable.getMessage());
        }
    }

    /**
     * One page in order of id, in the form of {@code GET /clustering/data-planes}. It contains every heartbeat that this control plane
     * has answered.
     *
     * @param size rows wanted, 1 or more
     * @param offset of the page before
     * @throws io.gatehouse.model.error.EntityException code 7 when the offset is not one
     */
    public Page page(int size, Optional<String> offset) {
        Optional<UUID> after = offset.map(PageOffset::id);
        flush();
        try {
            List<ObjectNode> rows = table.page(after, size + 1);
            if (rows.size() <= size) {
                return new Page(rows, Optional.empty());
            }
            List<ObjectNode> page = rows.subList(0, size);
            return new Page(
                    page,
                    Optional.of(PageOffset.after(
                            UUID.fromString(page.get(size - 1).get("id").asText()))));
        } catch (SQLException unreachable) {
            throw new StoreException("data planes cannot be read: " + unreachable.getMessage(), unreachable);
        }
    }

    /** The map of {@code GET /clustering/status}: node id to hash, host name, address and last heartbeat. */
    public ObjectNode status() {
        flush();
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        Optional<UUID> after = Optional.empty();
        List<ObjectNode> rows;
        do {
            try {
                rows = table.page(after, STATUS_PAGE);
            } catch (SQLException unreachable) {
                throw new StoreException("data planes cannot be read: " + unreachable.getMessage(), unreachable);
            }
            for (ObjectNode row : rows) {
                after = Optional.of(UUID.fromString(row.get("id").asText()));
                status.putObject(row.get("id").asText())
                        .setAll(row.deepCopy().retain("last_seen", "config_hash", "hostname", "ip"));
            }
        } while (rows.size() == STATUS_PAGE);
        return status;
    }
}

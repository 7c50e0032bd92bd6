package io.gatehouse.cluster.telemetry;

import io.gatehouse.model.link.telemetry.TelemetryMessage;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Busy;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Received;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from all data planes of this control plane and writes them together, a few times a second. A batch is acknowledged when
 * it is in the database, so none is lost with this process; a data plane sends nothing more until then, so a slow database makes data
 * planes wait, whose buffers are bounded. What waits here is bounded as well: beyond that, and while the database is away, data planes are
 * told to send again later.
 *
 * <p>Thread-safe; nothing but {@link #flush} blocks.
 */
public final class TelemetryIntake {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryIntake.class);

    /** Shorter than the time between two batches of a data plane, so that each comes in time. */
    private static final Duration GATHER = Duration.ofMillis(200);

    /** Rows that wait for the database at most: some 50 MB. */
    private static final int MOST_WAITING_ROWS = 100_000;

    private static final int RETRY_SECONDS = 5;

    /** SQLSTATE class of values that a column cannot hold, such as a sum that is too great. */
    private static final String DATA_EXCEPTION = "22";

    private record Waiting(Batch batch, Consumer<TelemetryMessage> answer) {}

    private final TelemetryTable table;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final int mostWaitingRows;

    private Map<UUID, Waiting> waiting = new HashMap<>();
    private int waitingRows;
    private boolean flushScheduled;
    private volatile boolean outage;
    private long refused;

    /** @param scheduler runs the writes, on one thread */
    public TelemetryIntake(DataSource database, ScheduledExecutorService scheduler, Clock clock) {
        this(database, scheduler, clock, MOST_WAITING_ROWS);
    }

    TelemetryIntake(DataSource database, ScheduledExecutorService scheduler, Clock clock, int mostWaitingRows) {
        this.table = new TelemetryTable(database);
        this.scheduler = scheduler;
        this.clock = clock;
        this.mostWaitingRows = mostWaitingRows;
    }

    /**
     * Takes a batch.
     *
     * @param answer gets {@link Received} or {@link Busy}, on any thread; must not block. Not called when the same data plane sends
     *     another batch before, for then its connection is a new one
     */
    public void submit(UUID stream, Batch batch, Consumer<TelemetryMessage> answer) {
        if (batch.isEmpty()) {
            answer.accept(new Received(batch.sequence()));
        } else if (admit(stream, batch, answer)) {
            scheduleFlush();
        } else {
            answer.accept(new Busy(batch.sequence(), RETRY_SECONDS));
        }
    }

    private synchronized boolean admit(UUID stream, Batch batch, Consumer<TelemetryMessage> answer) {
        Waiting before = waiting.get(stream);
        int rows = waitingRows
                + batch.rows().size()
                - (before == null ? 0 : before.batch.rows().size());
        if (rows > mostWaitingRows) {
            refused++;
            return false;
        }
        waitingRows = rows;
        waiting.put(stream, new Waiting(batch, answer));
        return true;
    }

    private void scheduleFlush() {
        synchronized (this) {
            if (flushScheduled) {
                return;
            }
            flushScheduled = true;
        }
        try {
            scheduler.schedule(this::flush, GATHER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("shutting down; data planes send what waits here to another control plane");
        }
    }

    /** Writes what waits, and answers for it. */
    void flush() {
        Map<UUID, Waiting> taken;
        long sentBack;
        synchronized (this) {
            flushScheduled = false;
            taken = waiting;
            waiting = new HashMap<>();
            waitingRows = 0;
            sentBack = refused;
            refused = 0;
        }
        if (sentBack > 0) {
            LOG.warn("{} telemetry batches were sent back: {} rows waited for the database", sentBack, mostWaitingRows);
        }
        try {
            store(taken);
        } catch (RuntimeException defect) {
            LOG.error("telemetry of {} data planes cannot be stored", taken.size(), defect);
            taken.values().forEach(TelemetryIntake::sendBack);
        }
    }

    private void store(Map<UUID, Waiting> taken) {
        Map<UUID, Batch> batches = new HashMap<>();
        taken.forEach((stream, each) -> batches.put(stream, each.batch));
        try {
            table.store(batches, clock.instant());
            if (outage) {
                outage = false;
                LOG.info("telemetry is stored again, {} batches", batches.size());
            }
            taken.values().forEach(each -> each.answer.accept(new Received(each.batch.sequence())));
        } catch (SQLException failed) {
            if (isAboutValues(failed)) {
                storeAlone(taken, failed);
            } else {
                if (!outage) {
                    outage = true;
                    LOG.error("telemetry cannot be stored, data planes keep it: {}", failed.getMessage());
                }
                taken.values().forEach(TelemetryIntake::sendBack);
            }
        }
    }

    /** One batch that cannot be stored must not keep the others out, nor its own data plane from going on. */
    private void storeAlone(Map<UUID, Waiting> taken, SQLException failed) {
        if (taken.size() > 1) {
            taken.forEach((stream, each) -> store(Map.of(stream, each)));
        } else {
            taken.forEach((stream, each) -> {
                LOG.error(
                        "batch {} of telemetry stream {} is lost: {}",
                        each.batch.sequence(),
                        stream,
                        failed.getMessage());
                each.answer.accept(new Received(each.batch.sequence()));
            });
        }
    }

    private static boolean isAboutValues(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(DATA_EXCEPTION);
    }

    private static void sendBack(Waiting each) {
        each.answer.accept(new Busy(each.batch.sequence(), RETRY_SECONDS));
    }
}

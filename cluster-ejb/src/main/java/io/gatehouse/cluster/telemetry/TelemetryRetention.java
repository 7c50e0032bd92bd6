package io.gatehouse.cluster.telemetry;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes counts when their time is over. Control planes may do it at the same time. Thread-safe; blocks on the database. */
final class TelemetryRetention {

    private static final Logger LOG = LoggerFactory.getLogger(TelemetryRetention.class);

    private final TelemetryTable table;
    private final Duration minutes;
    private final Duration hours;

    /**
     * @param minutes age at which counts per minute go
     * @param hours age at which counts per hour go
     */
    TelemetryRetention(DataSource database, Duration minutes, Duration hours) {
        this.table = new TelemetryTable(database);
        this.minutes = minutes;
        this.hours = hours;
    }

    void sweep() {
        try {
            int gone = table.purge(Resolution.MINUTE, minutes) + table.purge(Resolution.HOUR, hours);
            table.purgeStreams(hours);
            LOG.debug("{} old rows of telemetry are removed", gone);
        } catch (SQLException unreachable) {
            LOG.warn("old telemetry is not removed now: {}; the next attempt follows", unreachable.getMessage());
        }
    }
}

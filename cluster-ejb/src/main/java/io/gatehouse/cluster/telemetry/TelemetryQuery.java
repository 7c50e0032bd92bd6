package io.gatehouse.cluster.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * What is asked of the counts.
 *
 * @param from the first time that is told contains this moment
 * @param to the last time that is told begins before this moment
 * @param groupings what is told apart; none gives one row per time
 */
public record TelemetryQuery(Instant from, Instant to, Resolution resolution, List<Grouping> groupings) {

    public TelemetryQuery {
        groupings = List.copyOf(groupings);
    }

    /** The beginning of the first time. */
    public Instant start() {
        long length = resolution.length().toSeconds();
        return Instant.ofEpochSecond(from.getEpochSecond() - Math.floorMod(from.getEpochSecond(), length));
    }
}

package io.gatehouse.cluster.telemetry;

import java.util.List;
import java.util.Map;

/**
 * The counts that a query found.
 *
 * @param rows in order of time, then of the groupings
 * @param dropped requests in the same range that data planes could not count
 */
public record TelemetryReport(List<Row> rows, long dropped) {

    public TelemetryReport {
        rows = List.copyOf(rows);
    }

    /**
     * One time and group.
     *
     * @param start seconds since 1970
     * @param group a text for each grouping of the query that has one: an id, or a class such as {@code 2xx}
     * @param latencyMillis sum of the times of all requests
     * @param buckets requests per class of {@link io.gatehouse.model.link.telemetry.LatencyBuckets}
     */
    public record Row(long start, Map<Grouping, String> group, long latencyMillis, List<Long> buckets) {

        public Row {
            group = Map.copyOf(group);
            buckets = List.copyOf(buckets);
        }

        /** Number of requests. */
        public long requests() {
            return buckets.stream().mapToLong(Long::longValue).sum();
        }
    }
}

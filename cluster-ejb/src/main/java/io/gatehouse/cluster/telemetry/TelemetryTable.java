package io.gatehouse.cluster.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.telemetry.LatencyBuckets;
import io.gatehouse.model.link.telemetry.Tally;
import io.gatehouse.model.link.telemetry.TelemetryKey;
import io.gatehouse.model.link.telemetry.TelemetryMessage.Batch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** The writing statements on the tables of telemetry. Every method blocks on the database. Thread-safe. */
final class TelemetryTable {

    private static final int TIMEOUT_SECONDS = 20;

    /**
     * One statement, so that a batch and its number are stored together or not at all. Everything takes its locks in order of the keys: two
     * control planes cannot wait for each other. A batch whose number is stored already joins with nothing.
     */
    private static final String STORE = "WITH accepted AS ("
            + "INSERT INTO telemetry_stream AS known (id, sequence, updated_at)"
            + " SELECT id, sequence, now() FROM jsonb_to_recordset(CAST(? AS jsonb)) AS batch(id uuid, sequence bigint)"
            + " ORDER BY id"
            + " ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, updated_at = excluded.updated_at"
            + " WHERE known.sequence < excluded.sequence RETURNING id),"
            + " resolution(seconds) AS (VALUES (60), (3600)),"
            + " loss AS (INSERT INTO telemetry_loss AS known (resolution, start, dropped)"
            + " SELECT seconds, to_timestamp(start - start % seconds) AS at, sum(dropped)"
            + " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS lost(id uuid, start bigint, dropped bigint)"
            + " JOIN accepted USING (id) CROSS JOIN resolution GROUP BY seconds, at ORDER BY seconds, at"
            + " ON CONFLICT (resolution, start) DO UPDATE SET dropped = known.dropped + excluded.dropped)"
            + " INSERT INTO telemetry AS known"
            + " (resolution, start, service_id, route_id, consumer_id, status_class, latency_ms, buckets)"
            + " SELECT seconds, to_timestamp(start - start % seconds) AS at, service, route, consumer, class,"
            + " sum(latency_ms), ARRAY[" + eachBucket(i -> "sum(buckets[" + i + "])") + "]::bigint[]"
            + " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS counted(id uuid, start bigint, service uuid, route uuid,"
            + " consumer uuid, class smallint, latency_ms bigint, buckets bigint[])"
            + " JOIN accepted USING (id) CROSS JOIN resolution"
            + " GROUP BY seconds, at, service, route, consumer, class"
            + " ORDER BY seconds, at, service, route, consumer, class"
            + " ON CONFLICT ON CONSTRAINT telemetry__key DO UPDATE SET"
            + " latency_ms = known.latency_ms + excluded.latency_ms,"
            + " buckets = ARRAY[" + eachBucket(i -> "known.buckets[" + i + "] + excluded.buckets[" + i + "]") + "]";

    private static final String PURGE =
            "DELETE FROM %s WHERE resolution = ? AND start < now() - make_interval(secs => ?)";

    private static final String PURGE_STREAMS =
            "DELETE FROM telemetry_stream WHERE updated_at < now() - make_interval(secs => ?)";

    private final DataSource database;

    TelemetryTable(DataSource database) {
        this.database = database;
    }

    /** SQL for every class of times, numbered from 1 as PostgreSQL does. */
    static String eachBucket(IntFunction<String> expression) {
        return IntStream.rangeClosed(1, LatencyBuckets.COUNT)
                .mapToObj(expression)
                .collect(Collectors.joining(", "));
    }

    /**
     * Adds batches to the counts, but for those that were added before.
     *
     * @param batches one at most of each stream
     * @param now counts of a data plane whose clock is ahead are put here
     */
    void store(Map<UUID, Batch> batches, Instant now) throws SQLException {
        ArrayNode streams = JsonNodeFactory.instance.arrayNode();
        ArrayNode losses = JsonNodeFactory.instance.arrayNode();
        ArrayNode counts = JsonNodeFactory.instance.arrayNode();
        long latest = TelemetryKey.startOf(now.getEpochSecond());
        batches.forEach((stream, batch) -> {
            streams.addObject().put("id", stream.toString()).put("sequence", batch.sequence());
            if (batch.dropped() > 0) {
                losses.addObject()
                        .put("id", stream.toString())
                        .put("start", latest)
                        .put("dropped", batch.dropped());
            }
            batch.rows().forEach((key, tally) -> counts.add(count(stream, key, tally, latest)));
        });
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            statement.setString(1, streams.toString());
            statement.setString(2, losses.toString());
            statement.setString(3, counts.toString());
            statement.executeUpdate();
        }
    }

    private static ObjectNode count(UUID stream, TelemetryKey key, Tally tally, long latest) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", stream.toString());
        row.put("start", Math.min(key.start(), latest));
        key.service().ifPresent(id -> row.put("service", id));
        key.route().ifPresent(id -> row.put("route", id));
        key.consumer().ifPresent(id -> row.put("consumer", id));
        row.put("class", key.statusClass());
        row.put("latency_ms", tally.millis());
        ArrayNode buckets = row.putArray("buckets");
        for (int i = 0; i < LatencyBuckets.COUNT; i++) {
            buckets.add(tally.bucket(i));
        }
        return row;
    }

    /** @return number of rows that are older, and gone */
    int purge(Resolution resolution, Duration age) throws SQLException {
        int gone = 0;
        try (Connection connection = database.getConnection()) {
            for (String table : new String[] {"telemetry", "telemetry_loss"}) {
                try (PreparedStatement statement = connection.prepareStatement(String.format(PURGE, table))) {
                    statement.setLong(1, resolution.length().toSeconds());
                    statement.setLong(2, age.toSeconds());
                    gone += statement.executeUpdate();
                }
            }
        }
        return gone;
    }

    /** Forgets how far data planes were that have not reported for so long; they do not send such old batches again. */
    void purgeStreams(Duration age) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(PURGE_STREAMS)) {
            statement.setLong(1, age.toSeconds());
            statement.executeUpdate();
        }
    }
}

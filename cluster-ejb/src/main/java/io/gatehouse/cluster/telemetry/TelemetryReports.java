package io.gatehouse.cluster.telemetry;

import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.telemetry.TelemetryReport.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Answers questions about the counts. Blocks on the database. Thread-safe. */
public final class TelemetryReports {

    /** The most rows of an answer. */
    public static final int MOST_ROWS = 10_000;

    private static final int TIMEOUT_SECONDS = 20;

    private static final String LOSS =
            "SELECT coalesce(sum(dropped), 0)::bigint FROM telemetry_loss WHERE resolution = ? AND start >= ? AND start < ?";

    private final DataSource database;

    public TelemetryReports(DataSource database) {
        this.database = database;
    }

    /**
     * Adds up what was counted.
     *
     * @throws TelemetryRefusedException for more than {@value #MOST_ROWS} rows
     * @throws StoreException when the database does not answer
     */
    public TelemetryReport report(TelemetryQuery query) {
        try (Connection connection = database.getConnection()) {
            return new TelemetryReport(rows(connection, query), dropped(connection, query));
        } catch (SQLException unreachable) {
            throw new StoreException("telemetry cannot be read: " + unreachable.getMessage(), unreachable);
        }
    }

    private static List<Row> rows(Connection connection, TelemetryQuery query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql(query.groupings()))) {
            bind(statement, query);
            statement.setInt(4, MOST_ROWS + 1);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result, query.groupings()));
                }
            }
        }
        if (rows.size() > MOST_ROWS) {
            throw new TelemetryRefusedException("the answer has more than " + MOST_ROWS
                    + " rows; choose a shorter range, resolution=hour or fewer names in group_by");
        }
        return rows;
    }

    private static String sql(List<Grouping> groupings) {
        String columns = groupings.stream().map(group -> ", " + group.column()).collect(Collectors.joining());
        String order = IntStream.rangeClosed(1, groupings.size() + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return "SELECT start" + columns + ", sum(latency_ms)::bigint AS latency_ms, ARRAY["
                + TelemetryTable.eachBucket(i -> "sum(buckets[" + i + "])")
                + "]::bigint[] AS buckets FROM telemetry WHERE resolution = ? AND start >= ? AND start < ?"
                + " GROUP BY " + order + " ORDER BY " + order + " LIMIT ?";
    }

    private static long dropped(Connection connection, TelemetryQuery query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOSS)) {
            bind(statement, query);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, TelemetryQuery query) throws SQLException {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        statement.setLong(1, query.resolution().length().toSeconds());
        statement.setTimestamp(2, Timestamp.from(query.start()));
        statement.setTimestamp(3, Timestamp.from(query.to()));
    }

    private static Row row(ResultSet result, List<Grouping> groupings) throws SQLException {
        Map<Grouping, String> group = new EnumMap<>(Grouping.class);
        for (Grouping grouping : groupings) {
            String value = result.getString(grouping.column());
            if (value != null) {
                group.put(grouping, grouping == Grouping.STATUS_CLASS ? value + "xx" : value);
            }
        }
        Instant start = result.getTimestamp("start").toInstant();
        Long[] buckets = (Long[]) result.getArray("buckets").getArray();
        return new Row(start.getEpochSecond(), group, result.getLong("latency_ms"), List.of(buckets));
    }
}

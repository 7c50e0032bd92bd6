package io.gatehouse.cluster.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The statements on table {@code data_plane}. Every method blocks on the database. Thread-safe. */
final class DataPlaneTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String COLUMNS =
            "id, hostname, ip, version, config_hash, sync_status, labels, cert_details, rpc_capabilities,"
                    + " delivery";

    /** All rows travel as one parameter, so that any number of heartbeats is one statement with one plan. */
    private static final String UPSERT = "INSERT INTO data_plane (" + COLUMNS + ", last_seen, updated_at, expires_at)"
            + " SELECT " + COLUMNS + ", to_timestamp(last_seen), now(), now() + make_interval(secs => ?)"
            + " FROM jsonb_to_recordset(CAST(? AS jsonb)) AS seen(id uuid, hostname text, ip text, version text,"
            + " config_hash text, sync_status text, labels jsonb, cert_details jsonb, rpc_capabilities text[], delivery jsonb,"
            + " last_seen bigint)"
            // two control planes that take their locks in the same order cannot wait for each other
            + " ORDER BY id"
            + " ON CONFLICT (id) DO UPDATE SET hostname = excluded.hostname, ip = excluded.ip, version = excluded.version,"
            + " config_hash = excluded.config_hash, sync_status = excluded.sync_status, labels = excluded.labels,"
            + " cert_details = excluded.cert_details, rpc_capabilities = excluded.rpc_capabilities,"
            + " delivery = excluded.delivery,"
            + " last_seen = excluded.last_seen, updated_at = excluded.updated_at, expires_at = excluded.expires_at";

    private static final String PAGE =
            "SELECT " + COLUMNS + ", floor(extract(epoch FROM last_seen))::bigint AS last_seen,"
                    + " floor(extract(epoch FROM updated_at))::bigint AS updated_at,"
                    + " floor(extract(epoch FROM expires_at - now()))::bigint AS ttl"
                    + " FROM data_plane WHERE expires_at > now() AND id > ? ORDER BY id LIMIT ?";

    private static final String PAGE_START = PAGE.replace(" AND id > ?", "");

    private static final String PURGE = "DELETE FROM data_plane WHERE expires_at <= now()";

    private final DataSource database;
    private final long purgeDelaySeconds;

    DataPlaneTable(DataSource database, Duration purgeDelay) {
        this.database = database;
        this.purgeDelaySeconds = purgeDelay.toSeconds();
    }

    void upsert(Collection<DataPlaneRecord> records) throws SQLException {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        records.stream()
                .sorted(Comparator.comparing(record -> record.id().toString()))
                .forEach(record -> rows.add(row(record)));
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setLong(1, purgeDelaySeconds);
            statement.setString(2, rows.toString());
            statement.executeUpdate();
        }
    }

    private static ObjectNode row(DataPlaneRecord record) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", record.id().toString());
        row.put("hostname", record.hostname());
        row.put("ip", record.ip());
        row.put("version", record.version());
        row.put("config_hash", record.configHash());
        row.put("sync_status", record.syncStatus().value());
        if (record.labels().isEmpty()) {
            row.putNull("labels");
        } else {
            ObjectNode labels = row.putObject("labels");
            record.labels().forEach(labels::put);
        }
        ObjectNode certificate = row.putObject("cert_details");
        record.certificateExpiry().ifPresent(expiry -> certificate.put("expiry_timestamp", expiry.getEpochSecond()));
        ArrayNode capabilities = row.putArray("rpc_capabilities");
        record.rpcCapabilities().forEach(capabilities::add);
        row.set("delivery", record.delivery().orElse(null));
        row.put("last_seen", record.lastSeen().getEpochSecond());
        return row;
    }

    /** Rows in order of id, in the form of the Admin API. */
    List<ObjectNode> page(Optional<UUID> after, int limit) throws SQLException {
        List<ObjectNode> page = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(after.isPresent() ? PAGE : PAGE_START)) {
            int parameter = 1;
            if (after.isPresent()) {
                statement.setObject(parameter++, after.get());
            }
            statement.setInt(parameter, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(document(rows));
                }
            }
        }
        return page;
    }

    private static ObjectNode document(ResultSet row) throws SQLException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("id", row.getString("id"));
        document.put("version", row.getString("version"));
        document.put("last_seen", row.getLong("last_seen"));
        document.put("config_hash", row.getString("config_hash"));
        document.put("sync_status", row.getString("sync_status"));
        document.put("hostname", row.getString("hostname"));
        document.set("labels", json(row.getString("labels")));
        document.put("ttl", row.getLong("ttl"));
        document.put("updated_at", row.getLong("updated_at"));
        document.set("cert_details", json(row.getString("cert_details")));
        document.put("ip", row.getString("ip"));
        ArrayNode capabilities = document.putArray("rpc_capabilities");
        if (row.getArray("rpc_capabilities") != null) {
            for (String capability : (String[]) row.getArray("rpc_capabilities").getArray()) {
                capabilities.add(capability);
            }
        }
        if (row.getString("delivery") != null) {
            document.set("delivery", json(row.getString("delivery")));
        }
        return document;
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return text == null ? JsonNodeFactory.instance.nullNode() : JSON.readTree(text);
        } catch (JsonProcessingException impossible) {
            throw new SQLException("the database returned jsonb that is not JSON", impossible);
        }
    }

    /** @return number of rows whose time was over */
    int purge() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(PURGE)) {
            return statement.executeUpdate();
        }
    }
}

package io.gatehouse.acceptance.hybrid;

import io.gatehouse.acceptance.node.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes entities past the Admin API, where there are too many to be created one by one, or where they must be wrong. */
final class ManyRoutes {
    private ManyRoutes() {}

    /** Adds routes {@code bulk-1…} with paths {@code /bulk/1…} to a service, in one transaction. */
    static void add(TestDatabase database, String serviceId, int count) throws SQLException {
        execute(
                database,
                "INSERT INTO route (id, created_at, updated_at, name, service_id, protocols, paths, path_handling,"
                        + " regex_priority, strip_path, preserve_host, request_buffering, response_buffering,"
                        + " https_redirect_status_code) SELECT gen_random_uuid(), now(), now(), 'bulk-' || n, '"
                        + serviceId + "', '{http,https}', ARRAY['/bulk/' || n], 'v0', 0, true, false, true, true, 426"
                        + " FROM generate_series(1, " + count + ") AS n");
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.gatehouse.cluster.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {

    @Test
    void createsTheSchemaOnceWhenControlPlanesStartTogether() throws SQLException {
        DataSource database = TestDatabase.create();

        List<CompletableFuture<Void>> starts = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> SchemaMigration.run(database)))
                .limit(3)
                .toList();
        starts.forEach(CompletableFuture::join);

        assertEquals(1, number(database, "SELECT count(*) FROM workspace"));
        assertEquals(1, number(database, "SELECT count(*) FROM parameter WHERE key = 'cluster_id'"));
        assertEquals(0, number(database, "SELECT value FROM config_revision"));
        assertEquals(
                MigrationScripts.NAMES.size(), number(database, "SELECT count(*) FROM schema_migration WHERE success"));
    }

    @Test
    void keepsTheDataOfAMigratedDatabase() throws SQLException {
        DataSource database = TestDatabase.create();
        SchemaMigration.run(database);
        execute(
                database,
                "INSERT INTO consumer (id, created_at, updated_at, username) "
                        + "VALUES (gen_random_uuid(), now(), now(), 'kept')");

        SchemaMigration.run(database);

        assertEquals(1, number(database, "SELECT count(*) FROM consumer WHERE username = 'kept'"));
    }

    @Test
    void refusesASchemaThatIsNewerThanTheProgram() throws SQLException {
        DataSource database = TestDatabase.create();
        SchemaMigration.run(database);
        execute(
                database,
                "INSERT INTO schema_migration (installed_rank, version, description, type, script, checksum, "
                        + "installed_by, execution_time, success) "
                        + "VALUES (999, '999', 'future', 'SQL', 'V999__future.sql', 0, 'test', 0, true)");

        StoreException refused = assertThrows(StoreException.class, () -> SchemaMigration.run(database));

        assertTrue(refused.getMessage().startsWith("The database schema is at version 999, but"), refused.getMessage());
    }

    @Test
    void listsEveryScriptThatIsPackaged() throws IOException, URISyntaxException {
        Path folder =
                Path.of(MigrationScripts.class.getResource("/db/migration").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    MigrationScripts.NAMES.stream().sorted().toList(),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static long number(DataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.gatehouse.cluster.notification;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.cluster.store.SchemaMigration;
import io.gatehouse.cluster.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseNotificationsTest {

    private final DataSource database = TestDatabase.create();
    private final AtomicInteger rings = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();
    private final DatabaseNotifications notifications = new DatabaseNotifications(
            database::getConnection,
            Map.of(
                    DatabaseNotifications.CONFIGURATION,
                    rings::incrementAndGet,
                    DatabaseNotifications.EVENT,
                    events::incrementAndGet),
            Thread::new);

    @BeforeEach
    void start() {
        SchemaMigration.run(database);
        notifications.start();
        // the first ring says that it listens
        await().until(() -> rings.get() == 1);
    }

    @AfterEach
    void stop() {
        notifications.close();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void ringsForAChangeAtOnce() throws SQLException {
        execute(
                "INSERT INTO consumer (id, created_at, updated_at, username) VALUES (gen_random_uuid(), now(), now(), 'a')");
        await().atMost(Duration.ofSeconds(2)).until(() -> rings.get() == 2);
    }

    @Test
    void keepsTheChannelsApart() throws SQLException {
        execute("SELECT pg_notify('gatehouse_event', '1')");
        await().atMost(Duration.ofSeconds(2)).until(() -> events.get() == 2);
        assertEquals(1, rings.get());
    }

    @Test
    void ringsAgainAfterALostConnection() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                + " AND pid <> pg_backend_pid() AND datname = current_database()");
        await().until(() -> rings.get() >= 2);
        int before = rings.get();
        execute("UPDATE workspace SET comment = 'changed'");
        await().until(() -> rings.get() > before);
    }

    @Test
    void endsWithItsConnection() throws SQLException {
        notifications.close();
        await().untilAsserted(() -> {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                            + " AND datname = current_database()")) {
                assertTrue(!rows.next(), "nobody listens any more");
            }
        });
    }
}

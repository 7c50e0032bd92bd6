package io.gatehouse.cluster.session;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SchemaMigration;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.SyncStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DataPlaneRegistryTest {

    private static final UUID ID = UUID.fromString("46a270ff-67bd-4dda-a6e8-2fde3b19fc1d");
    private static final Instant SEEN = Instant.ofEpochSecond(1_795_255_360);
    private static final String HASH = "e4f966e321c019be3b9ce178e2039191";

    private static DataSource database;
    private static ScheduledExecutorService scheduler;

    private final DataPlaneRegistry registry = new DataPlaneRegistry(database, Duration.ofDays(14), scheduler);

    @BeforeAll
    static void migrate() {
        database = TestDatabase.create();
        SchemaMigration.run(database);
        scheduler = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void stop() {
        scheduler.shutdownNow();
    }

    @BeforeEach
    void clear() throws SQLException {
        execute("DELETE FROM data_plane");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM data_plane")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static DataPlaneRecord record(UUID id, String hash, Map<String, String> labels) {
        return new DataPlaneRecord(
                id,
                "probe",
                "127.0.0.1",
                "3.9.3",
                hash,
                SyncStatus.NORMAL,
                labels,
                Optional.of(Instant.ofEpochSecond(2_110_614_479)),
                List.of(),
                SEEN,
                Optional.empty());
    }

    @Test
    @Tag("R94")
    @Tag("R97")
    void showsADataPlaneInTheFormOfTheAdminApi() throws Exception {
        registry.record(record(ID, HASH, Map.of("a", "b")));
        ObjectNode row = registry.page(100, Optional.empty()).data().get(0);
        long ttl = row.get("ttl").asLong();
        assertTrue(ttl > 1_209_590 && ttl <= 1_209_600, "ttl " + ttl);
        assertTrue(row.get("updated_at").isIntegralNumber());
        row.remove(List.of("ttl", "updated_at"));
        assertEquals(new ObjectMapper().readTree("""
                        {"labels": {"a": "b"}, "id": "46a270ff-67bd-4dda-a6e8-2fde3b19fc1d", "hostname": "probe",
                         "rpc_capabilities": [], "cert_details": {"expiry_timestamp": 2110614479}, "ip": "127.0.0.1",
                         "last_seen": 1795255360, "config_hash": "e4f966e321c019be3b9ce178e2039191",
                         "sync_status": "normal", "version": "3.9.3"}"""), new ObjectMapper().readTree(row.toString()));
        assertEquals(
                new ObjectMapper().readTree("""
                        {"46a270ff-67bd-4dda-a6e8-2fde3b19fc1d": {"last_seen": 1795255360,
                         "config_hash": "e4f966e321c019be3b9ce178e2039191", "hostname": "probe", "ip": "127.0.0.1"}}"""),
                new ObjectMapper().readTree(registry.status().toString()));
    }

    @Test
    void hasNoLabelsWhereNoneWereAnnounced() {
        registry.record(record(ID, HASH, Map.of()));
        assertTrue(
                registry.page(1, Optional.empty()).data().get(0).get("labels").isNull());
    }

    @Test
    void replacesTheRowOfANodeWithTheNewestHeartbeat() throws SQLException {
        registry.record(record(ID, "0".repeat(32), Map.of()));
        await().until(() -> rows() == 1);
        registry.record(record(ID, "1".repeat(32), Map.of("x", "y")));
        registry.record(record(ID, HASH, Map.of("x", "y")));
        ObjectNode row = registry.page(10, Optional.empty()).data().get(0);
        assertEquals(HASH, row.get("config_hash").asText());
        assertEquals("y", row.at("/labels/x").asText());
        assertEquals(1, rows());
    }

    @Test
    void writesByItselfAndInBatches() throws SQLException {
        IntStream.range(0, 2500).forEach(i -> registry.record(record(new UUID(1, i), HASH, Map.of())));
        await().until(() -> rows() == 2500);
        assertEquals(2500, registry.status().size());
    }

    @Test
    void pagesInOrderOfId() {
        IntStream.range(0, 5).forEach(i -> registry.record(record(new UUID(i, i), HASH, Map.of())));
        Page first = registry.page(2, Optional.empty());
        Page second = registry.page(2, first.offset());
        Page third = registry.page(2, second.offset());
        assertEquals(
                List.of(new UUID(0, 0), new UUID(1, 1)),
                first.data().stream()
                        .map(row -> UUID.fromString(row.get("id").asText()))
                        .toList());
        assertEquals(new UUID(2, 2).toString(), second.data().get(0).get("id").asText());
        assertEquals(1, third.data().size());
        assertTrue(third.offset().isEmpty());
    }

    @Test
    void refusesAnOffsetThatIsNone() {
        for (String offset : List.of("§", "", "zz", "WyJ4Il0")) {
            EntityException refused =
                    assertThrows(EntityException.class, () -> registry.page(2, Optional.of(offset)), offset);
            assertTrue(
                    refused.getMessage().contains("'" + offset + "' is not a valid offset: bad "),
                    refused.getMessage());
        }
    }

    @Test
    void doesNotLetARowThatCannotBeStoredKeepTheOthersOut() {
        registry.record(record(new UUID(1, 1), HASH, Map.of("a", "\u0000")));
        registry.record(record(new UUID(2, 2), HASH, Map.of()));
        assertEquals(
                List.of(new UUID(2, 2).toString()),
                registry.page(10, Optional.empty()).data().stream()
                        .map(row -> row.get("id").asText())
                        .toList());
    }

    @Test
    @Tag("R97")
    void forgetsADataPlaneThatWasNotSeenForLong() throws SQLException {
        registry.record(record(ID, HASH, Map.of()));
        registry.record(record(new UUID(1, 1), HASH, Map.of()));
        registry.flush();
        execute("UPDATE data_plane SET expires_at = now() - interval '1 second' WHERE id = '" + ID + "'");
        assertEquals(1, registry.page(10, Optional.empty()).data().size(), "hidden before it is removed");
        registry.purge();
        assertEquals(1, rows());
    }

    @Test
    void keepsHeartbeatsWhileTheDatabaseIsAway() throws SQLException {
        Outage flaky = new Outage(database);
        DataPlaneRegistry patient = new DataPlaneRegistry(flaky.dataSource(), Duration.ofDays(14), scheduler);
        flaky.begin();
        patient.record(record(ID, HASH, Map.of()));
        patient.flush();
        assertThrows(StoreException.class, () -> patient.page(10, Optional.empty()));
        assertEquals(0, rows());
        flaky.end();
        await().until(() -> rows() == 1);
    }
}

package io.gatehouse.cluster.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigurationStoreTest {

    private static final EntityCatalog CATALOG = EntityCatalog.of(BundledPlugins.definitions());

    private LocalTransactions transactions;
    private ConfigurationStore store;

    @BeforeEach
    void open() {
        DataSource database = TestDatabase.migrated();
        transactions = new LocalTransactions(database);
        store = new DatabaseConfigurationStore(transactions, CATALOG, new EntityValidator(CATALOG));
    }

    @AfterEach
    void close() {
        transactions.close();
    }

    @Test
    void aNewDatabaseHasItsWorkspaceAndItsClusterId() {
        StoredConfiguration configuration = store.readAll();

        assertEquals(0, configuration.revision());
        assertEquals(
                List.of("workspaces", "parameters"),
                List.copyOf(configuration.rows().keySet()));
        ObjectNode workspace = configuration.rows("workspaces").get(0);
        assertEquals("default", workspace.path("name").textValue());
        assertTrue(workspace.path("created_at").isIntegralNumber());
        assertEquals("{}", workspace.path("meta").toString());
        assertTrue(workspace.path("comment").isNull());
        ObjectNode parameter = configuration.rows("parameters").get(0);
        assertEquals("cluster_id", parameter.path("key").textValue());
        assertTrue(parameter.path("created_at").isNull());
    }

    @Test
    void everyTransactionThatChangesSomethingIsOneRevision() {
        UUID consumer = UUID.randomUUID();
        sql(insertConsumer(consumer), "UPDATE consumer SET custom_id = 'x' WHERE id = '" + consumer + "'");
        assertEquals(1, store.revision());

        sql("UPDATE consumer SET custom_id = 'x' WHERE id = '" + consumer + "'");
        assertEquals(1, store.revision());

        assertThrows(StoreException.class, () -> sql(insertConsumer(UUID.randomUUID()), insertConsumer(consumer)));
        assertEquals(1, store.revision());
    }

    @Test
    void writersDoNotWaitForOneThatHasNotCommitted() {
        UUID slow = UUID.randomUUID();
        transactions.write(entities -> {
            new SqlStatement(insertConsumer(slow)).execute(entities);
            sql("SET LOCAL lock_timeout = '5s'", insertConsumer(UUID.randomUUID()));
            return null;
        });

        assertEquals(2, store.revision());
        assertEquals(
                List.of(slow.toString()),
                store.readChanges(1).orElseThrow().upserts().get("consumers").stream()
                        .map(row -> row.path("id").textValue())
                        .toList());
    }

    @Test
    void readsChangesOfManyThousandRowsInAMoment() {
        sql("INSERT INTO consumer (id, created_at, updated_at, username) "
                + "SELECT gen_random_uuid(), now(), now(), 'many-' || n FROM generate_series(1, 40000) AS n");

        StoredChanges changes =
                assertTimeout(Duration.ofSeconds(20), () -> store.readChanges(0).orElseThrow());

        assertEquals(40_000, changes.upserts().get("consumers").size());
        assertEquals(Map.of(), changes.deletes());
    }

    @Test
    void everyTableTakesItsRevisionAtTheCommit() {
        assertEquals(
                List.of(),
                transactions.<List<?>>read(
                        entities -> new SqlStatement("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = "
                                        + "'record_change'::regproc AND NOT (tgdeferrable AND tginitdeferred)")
                                .values(entities)));
    }

    @Test
    void changesAreTheStateOfWhatWasTouched() {
        UUID kept = UUID.randomUUID();
        UUID gone = UUID.randomUUID();
        sql(insertConsumer(kept));
        sql(insertConsumer(gone), insertCredential(gone, "null"));
        UUID credential =
                (UUID) transactions.<Object>read(entities -> new SqlStatement("SELECT id FROM keyauth_credential")
                        .values(entities)
                        .get(0));
        sql("UPDATE consumer SET custom_id = 'x' WHERE id = '" + kept + "'");
        sql("DELETE FROM consumer WHERE id = '" + gone + "'");

        StoredChanges changes = store.readChanges(0).orElseThrow();

        assertEquals(4, changes.revision());
        assertEquals(
                List.of(kept.toString()),
                changes.upserts().get("consumers").stream()
                        .map(row -> row.path("id").textValue())
                        .toList());
        assertEquals(
                "x", changes.upserts().get("consumers").get(0).path("custom_id").textValue());
        assertEquals(Map.of("consumers", List.of(gone), "keyauth_credentials", List.of(credential)), changes.deletes());
        assertEquals(
                1, store.readChanges(3).orElseThrow().deletes().get("consumers").size());
        assertTrue(store.readChanges(4).orElseThrow().isEmpty());
    }

    @Test
    void exportsTheMomentOfExpiryAndNothingThatHasExpired() {
        UUID consumer = UUID.randomUUID();
        sql(insertConsumer(consumer));
        sql(insertCredential(consumer, "to_timestamp(4102444800)"), insertCredential(consumer, "to_timestamp(1)"));

        List<ObjectNode> credentials = store.readAll().rows("keyauth_credentials");

        assertEquals(1, credentials.size());
        assertEquals(4_102_444_800L, credentials.get(0).path("ttl").longValue());
        assertEquals(
                consumer.toString(),
                credentials.get(0).path("consumer").path("id").textValue());
        assertEquals(
                1,
                store.readChanges(1)
                        .orElseThrow()
                        .deletes()
                        .get("keyauth_credentials")
                        .size());
    }

    @Test
    void keepsFromDataPlanesWhatTheyMustNotHave() {
        sql(
                "INSERT INTO session (id, created_at, session_id) VALUES (gen_random_uuid(), now(), 's')",
                "INSERT INTO session (id, created_at, session_id, expires_at) VALUES (gen_random_uuid(), now(), 't', now())");
        assertEquals(0, store.revision());
        assertEquals(List.of(), store.readAll().rows("sessions"));
        assertEquals(1, new Sweep(transactions, CATALOG).expiredRows());
        assertEquals(0, store.revision());

        sql("INSERT INTO acme_storage (id, created_at, key, value) VALUES (gen_random_uuid(), now(), 'k', 'v')");
        assertEquals(1, store.readAll().rows("acme_storage").size());
    }

    @Test
    void readsMoreRowsThanOneChunk() {
        sql("INSERT INTO consumer (id, created_at, updated_at, username) SELECT gen_random_uuid(), now(), now(), n"
                + " FROM generate_series(1, 10001) AS n");

        List<String> ids = store.readAll().rows("consumers").stream()
                .map(row -> row.path("id").textValue())
                .toList();

        assertEquals(10_001, ids.size());
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    @Test
    void cannotTellChangesFromARevisionThatTheLogHasForgottenOrNeverHad() {
        for (int i = 0; i < 5; i++) {
            sql(insertConsumer(UUID.randomUUID()));
        }
        sql("DELETE FROM config_change WHERE revision <= 2");

        assertEquals(Optional.empty(), store.readChanges(1));
        assertEquals(
                3, store.readChanges(2).orElseThrow().upserts().get("consumers").size());
        assertEquals(Optional.empty(), store.readChanges(6));
    }

    @Test
    void sweepsExpiredRowsAndTellsDataPlanes() {
        UUID consumer = UUID.randomUUID();
        sql(insertConsumer(consumer));
        sql(
                "INSERT INTO keyauth_credential (id, created_at, consumer_id, expires_at) SELECT gen_random_uuid(), now(), '"
                        + consumer + "', CASE WHEN n > 1500 THEN now() + interval '1 hour' ELSE now() END"
                        + " FROM generate_series(1, 1501) AS n");

        assertEquals(1500, new Sweep(transactions, CATALOG).expiredRows());

        assertEquals(1, store.readAll().rows("keyauth_credentials").size());
        assertEquals(
                1500,
                store.readChanges(2)
                        .orElseThrow()
                        .deletes()
                        .get("keyauth_credentials")
                        .size());
    }

    @Test
    void shortensTheChangeLogButNotForDataPlanesThatLagBehind() {
        for (int i = 0; i < 4; i++) {
            sql(insertConsumer(UUID.randomUUID()));
        }
        sql("UPDATE config_revision SET value = 4 + " + Sweep.KEPT_REVISIONS);
        Sweep sweep = new Sweep(transactions, CATALOG);
        assertEquals(0, sweep.changeLog(), "nothing is an hour old");

        sql("UPDATE config_change SET at = now() - interval '2 hours' WHERE revision <= 3");
        sql("INSERT INTO data_plane (id, hostname, ip, revision, sync_status, last_seen, updated_at, expires_at)"
                + " VALUES (gen_random_uuid(), 'h', '127.0.0.1', 2, 'normal', now(), now(), now() + interval '1 day')");
        assertEquals(2, sweep.changeLog());

        sql("DELETE FROM data_plane");
        assertEquals(1, sweep.changeLog());
        assertEquals(Optional.empty(), store.readChanges(2));
    }

    private static String insertConsumer(UUID id) {
        return "INSERT INTO consumer (id, created_at, updated_at, username) VALUES ('" + id + "', now(), now(), '" + id
                + "')";
    }

    private static String insertCredential(UUID consumer, String expiresAt) {
        return "INSERT INTO keyauth_credential (id, created_at, consumer_id, expires_at) VALUES (gen_random_uuid(), now(),"
                + " '" + consumer + "', " + expiresAt + ")";
    }

    private void sql(String... statements) {
        transactions.write(entities -> {
            for (String statement : statements) {
                new SqlStatement(statement).execute(entities);
            }
            return null;
        });
    }
}

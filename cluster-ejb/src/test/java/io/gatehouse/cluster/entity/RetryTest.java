package io.gatehouse.cluster.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.LocalTransactions;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.StoreException;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests whose transaction loses a race are run again. */
class RetryTest {

    private static LocalTransactions transactions;

    @BeforeAll
    static void open() {
        transactions = new LocalTransactions(TestDatabase.migrated());
    }

    @AfterAll
    static void close() {
        transactions.close();
    }

    @Test
    void triesAgainAfterALostRaceOrConnection() {
        for (String state : List.of("40001", "40P01", "08006", "57P01")) {
            AtomicInteger failures = new AtomicInteger(2);

            assertEquals(
                    "c" + state,
                    create(failures, state, "c" + state).path("username").textValue());
            assertEquals(0, failures.get());
        }
    }

    @Test
    void givesUpAfterThreeAttempts() {
        AtomicInteger failures = new AtomicInteger(3);

        assertThrows(StoreException.class, () -> create(failures, "40001", "never"));
        assertEquals(0, failures.get());
    }

    @Test
    void doesNotRepeatOtherFailures() {
        AtomicInteger failures = new AtomicInteger(2);

        assertThrows(StoreException.class, () -> create(failures, "57014", "never"));
        assertEquals(1, failures.get());
    }

    private static ObjectNode create(AtomicInteger failures, String state, String username) {
        EntityCatalog catalog = EntityCatalog.of(List.of());
        EntityType consumers = catalog.type("consumers").orElseThrow();
        EntityService service = new StoredEntityService(
                new Failing(failures, state), catalog, new EntityValidator(catalog), Clock.systemUTC());
        return service.create(consumers, TestEntities.json("{}").put("username", username), Optional.empty());
    }

    /** Lets the database refuse as many transactions as are left, after their work is done. */
    private record Failing(AtomicInteger failures, String state) implements Transactions {

        @Override
        public <T> T write(Function<EntityManager, T> work) {
            return transactions.write(entities -> {
                T result = work.apply(entities);
                if (failures.get() > 0) {
                    failures.decrementAndGet();
                    new SqlStatement("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '" + state + "'; END $$")
                            .execute(entities);
                }
                return result;
            });
        }

        @Override
        public <T> T read(Function<EntityManager, T> work) {
            return transactions.read(work);
        }

        @Override
        public <T> T snapshot(Function<EntityManager, T> work) {
            return transactions.snapshot(work);
        }
    }
}

package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.LocalTransactions;
import io.gatehouse.cluster.store.TestDatabase;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** The entity service on a database of its own, with short words for what tests do. */
final class TestEntities implements AutoCloseable {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

    /** Immutable, and the larger part of what a short test takes. */
    private static final EntityCatalog CATALOG = EntityCatalog.of(BundledPlugins.definitions());

    private final StatementCounter database;
    private final LocalTransactions transactions;
    private final EntityCatalog catalog = CATALOG;
    private final EntityService service;
    private final TestClock clock = new TestClock();

    private TestEntities(DataSource database) {
        this.database = new StatementCounter(database);
        this.transactions = new LocalTransactions(this.database.dataSource());
        this.service = new StoredEntityService(transactions, catalog, new EntityValidator(catalog, clock), clock);
    }

    static TestEntities open() {
        DataSource database = TestDatabase.migrated();
        return new TestEntities(database);
    }

    EntityService service() {
        return service;
    }

    EntityCatalog catalog() {
        return catalog;
    }

    LocalTransactions transactions() {
        return transactions;
    }

    StatementCounter statements() {
        return database;
    }

    TestClock clock() {
        return clock;
    }

    EntityType type(String name) {
        return catalog.type(name).orElseThrow();
    }

    ObjectNode create(String type, String document) {
        return service.create(type(type), json(document), Optional.empty());
    }

    ObjectNode createUnder(String parent, String type, String document) {
        return service.create(type(type), json(document), parent(type, parent));
    }

    Optional<ObjectNode> find(String type, String key) {
        return service.find(type(type), key(type, key), Optional.empty());
    }

    ObjectNode put(String type, String key, String document) {
        return service.upsert(type(type), key(type, key), json(document), Optional.empty());
    }

    ObjectNode patch(String type, String key, String document) {
        return service.update(type(type), key(type, key), json(document), Optional.empty());
    }

    boolean delete(String type, String key) {
        return service.delete(type(type), key(type, key), Optional.empty()).isPresent();
    }

    EntityKey key(String type, String segment) {
        return EntityKey.parse(type(type), segment);
    }

    /** The parent named {@code services/a}, for children of this type. */
    Optional<Parent> parent(String childType, String path) {
        String[] parts = path.split("/");
        String field = type(childType).foreignKeys().stream()
                .filter(reference -> reference.references().equals(parts[0]))
                .findFirst()
                .orElseThrow()
                .field();
        return Optional.of(new Parent(type(parts[0]), field, key(parts[0], parts[1])));
    }

    /** JSON, for which single quotes are good enough. */
    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() {
        transactions.close();
    }

    /** A clock that stands until it is moved. */
    static final class TestClock extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochMilli(1_795_255_041_265L));

        void advance(Duration duration) {
            now.updateAndGet(instant -> instant.plus(duration));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("tests use UTC");
        }
    }
}

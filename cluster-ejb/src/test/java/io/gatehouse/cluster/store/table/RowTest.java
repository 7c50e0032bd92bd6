package io.gatehouse.cluster.store.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.cluster.store.LocalTransactions;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.TestDatabase;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RowTest {

    private static LocalTransactions transactions;

    @BeforeAll
    static void openDatabase() {
        DataSource database = TestDatabase.migrated();
        transactions = new LocalTransactions(database);
    }

    @AfterAll
    static void closeDatabase() {
        transactions.close();
    }

    @Test
    void keepsEveryKindOfColumn() {
        UUID id = UUID.randomUUID();
        UUID ca = UUID.randomUUID();
        Instant now = Instant.ofEpochSecond(1_795_254_701L);
        transactions.write(entities -> {
            ServiceRow service = new ServiceRow();
            service.id = id;
            service.createdAt = now;
            service.updatedAt = now;
            service.tags = List.of("a \"quoted\" one", "back\\slash", "ünï{}");
            service.protocol = "https";
            service.host = "a.b";
            service.port = 443;
            service.enabled = false;
            service.caCertificates = List.of(ca);
            entities.persist(service);
            entities.flush();
            RouteRow route = route(UUID.randomUUID(), now);
            route.serviceId = id;
            route.regexPriority = 5_000_000_000L;
            route.headers = JsonNodeFactory.instance.objectNode().set("x", JsonNodeFactory.instance.arrayNode());
            entities.persist(route);
            return null;
        });

        ServiceRow service = read(id);
        assertEquals(now, service.createdAt);
        assertEquals(List.of("a \"quoted\" one", "back\\slash", "ünï{}"), service.tags);
        assertEquals(List.of(ca), service.caCertificates);
        assertEquals(Boolean.FALSE, service.enabled);
        assertNull(service.clientCertificateId);
        RouteRow route = transactions.read(entities -> new SqlStatement("SELECT * FROM route WHERE service_id = ")
                .value(id, "uuid")
                .rows(entities, RouteRow.class)
                .get(0));
        assertEquals("{\"x\":[]}", route.headers.toString());
        assertEquals(5_000_000_000L, route.regexPriority);
        assertNull(route.sources);
    }

    @Test
    void updatesOnlyWhatChanged() {
        UUID id = UUID.randomUUID();
        Instant now = Instant.ofEpochSecond(1_795_254_701L);
        transactions.write(entities -> {
            entities.persist(route(id, now));
            return null;
        });

        transactions.write(entities -> {
            RouteRow route = locked(entities, id);
            route.paths = List.of("/b");
            route.headers = JsonNodeFactory.instance.objectNode().put("a", 0.1);
            return null;
        });

        RouteRow route = transactions.write(entities -> locked(entities, id));
        assertEquals(List.of("/b"), route.paths);
        assertEquals("{\"a\":0.1}", route.headers.toString());
        assertEquals(List.of("http"), route.protocols);
    }

    private static RouteRow locked(EntityManager entities, UUID id) {
        return new SqlStatement("SELECT * FROM route WHERE id = ")
                .value(id, "uuid")
                .add(" FOR NO KEY UPDATE")
                .rows(entities, RouteRow.class)
                .get(0);
    }

    private static ServiceRow read(UUID id) {
        return transactions.read(entities -> entities.find(ServiceRow.class, id));
    }

    private static RouteRow route(UUID id, Instant now) {
        RouteRow route = new RouteRow();
        route.id = id;
        route.createdAt = now;
        route.updatedAt = now;
        route.protocols = List.of("http");
        route.paths = List.of("/a");
        route.stripPath = true;
        route.preserveHost = false;
        route.requestBuffering = true;
        route.responseBuffering = true;
        route.httpsRedirectStatusCode = 426;
        return route;
    }
}

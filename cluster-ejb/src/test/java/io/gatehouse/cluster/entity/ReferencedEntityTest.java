package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.error.EntityException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing an entity through the one that refers to it. */
class ReferencedEntityTest {

    private TestEntities entities;

    @BeforeEach
    void open() {
        entities = TestEntities.open();
    }

    @AfterEach
    void close() {
        entities.close();
    }

    @Test
    void createsAndLinksWhereTheReferenceIsUnset() {
        entities.create("routes", "{'name':'r','paths':['/a']}");

        ObjectNode service = putService("r", "{'name':'new','host':'a.b'}");

        assertEquals(service.path("id"), referred("r"));
        assertEquals(service, entities.find("services", "new").orElseThrow());
    }

    @Test
    void replacesWhereItIsSet() {
        ObjectNode before = entities.create("services", "{'name':'s','host':'a.b','retries':1}");
        entities.create("routes", "{'name':'r','paths':['/a'],'service':{'name':'s'}}");

        ObjectNode after = putService("r", "{'name':'renamed','host':'c.d'}");

        assertEquals(before.path("id"), after.path("id"));
        assertEquals(5, after.path("retries").intValue());
        assertEquals(after.path("id"), referred("r"));
    }

    @Test
    void createsNothingThatTheReferringEntityCannotReferTo() {
        entities.create("services", "{'name':'plain','url':'http://a.b'}");

        EntityException refused = assertThrows(
                EntityException.class,
                () -> entities.service()
                        .upsertReferenced(
                                entities.type("services"),
                                entities.key("services", "plain"),
                                "client_certificate",
                                entities.type("certificates"),
                                json("{'cert':'{vault://env/cert}','key':'{vault://env/key}','snis':['lost.test']}")));

        assertEquals("schema violation", refused.name());
        assertEquals(0, count("certificates"));
        assertEquals(0, count("snis"));
    }

    @Test
    void tellsThatTheReferringEntityIsAbsent() {
        EntityException refused = assertThrows(EntityException.class, () -> putService("nobody", "{'host':'a.b'}"));

        assertEquals(6, refused.code().number());
        assertEquals(0, count("services"));
    }

    @Test
    void parallelPutsMakeOneEntity() {
        entities.create("routes", "{'name':'contested','paths':['/a']}");

        Set<String> ids = new HashSet<>();
        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        putService("contested", "{'host':'a.b'}").path("id").textValue()))
                .toList()
                .forEach(put -> ids.add(put.join()));

        assertEquals(1, ids.size());
        assertEquals(1, count("services"));
    }

    @Test
    void patchTellsAbsenceBeforeReferencesThatLeadNowhere() {
        EntityException refused = assertThrows(
                EntityException.class, () -> entities.patch("routes", "absent", "{'service':{'name':'absent, too'}}"));

        assertEquals(6, refused.code().number());
        assertTrue(refused.getMessage().contains("absent"), refused.getMessage());
    }

    private ObjectNode putService(String route, String document) {
        return entities.service()
                .upsertReferenced(
                        entities.type("routes"),
                        entities.key("routes", route),
                        "service",
                        entities.type("services"),
                        json(document));
    }

    private Object referred(String route) {
        return entities.find("routes", route).orElseThrow().at("/service/id");
    }

    private int count(String type) {
        return entities.service()
                .list(entities.type(type), ListQuery.ofSize(100))
                .data()
                .size();
    }
}

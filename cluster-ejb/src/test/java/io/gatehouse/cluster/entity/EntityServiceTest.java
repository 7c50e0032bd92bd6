package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Parent;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EntityServiceTest {

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void answersACreatedEntityAsItIsReadLater() {
        ObjectNode created = entities.create("services", "{'name':'read-later','host':'a.b','tags':['x','ü']}");

        assertEquals(created, entities.find("services", "read-later").orElseThrow());
        assertEquals(
                created,
                entities.find("services", created.path("id").textValue().toUpperCase())
                        .orElseThrow());
        assertEquals(
                entities.clock().instant().getEpochSecond(),
                created.path("created_at").longValue());
        assertTrue(created.path("ca_certificates").isNull());
    }

    @Test
    @Tag("R139")
    void findsChildrenByNameOrIdOfTheirParent() {
        ObjectNode service = entities.create("services", "{'name':'parent','host':'a.b'}");
        String id = service.path("id").textValue();

        ObjectNode route = entities.createUnder("services/parent", "routes", "{'name':'child','paths':['/a']}");
        ObjectNode second = entities.createUnder("services/" + id, "routes", "{'paths':['/b'],'service':null}");

        assertEquals(id, route.path("service").path("id").textValue());
        assertEquals(id, second.path("service").path("id").textValue());
        for (String parent : new String[] {"services/parent", "services/" + id}) {
            assertEquals(
                    Optional.of(route),
                    entities.service()
                            .find(
                                    entities.type("routes"),
                                    entities.key("routes", "child"),
                                    entities.parent("routes", parent)));
        }
    }

    @Test
    void doesNotFindChildrenUnderAnotherParent() {
        entities.create("services", "{'name':'owner','host':'a.b'}");
        entities.create("services", "{'name':'stranger','host':'a.b'}");
        entities.createUnder("services/owner", "routes", "{'name':'owned','paths':['/a']}");
        Optional<Parent> stranger = entities.parent("routes", "services/stranger");
        EntityKey key = entities.key("routes", "owned");

        assertEquals(Optional.empty(), entities.service().find(entities.type("routes"), key, stranger));
        assertEquals(Optional.empty(), entities.service().delete(entities.type("routes"), key, stranger));
        assertTrue(entities.find("routes", "owned").isPresent());
    }

    @Test
    void resolvesReferencesByName() {
        ObjectNode service = entities.create("services", "{'name':'by-name','host':'a.b'}");

        ObjectNode route = entities.create("routes", "{'paths':['/a'],'service':{'name':'by-name'}}");

        assertEquals(service.path("id"), route.path("service").path("id"));
    }

    @Test
    void mergesAPatchIntoWhatIsStored() {
        entities.create("services", "{'name':'patched','host':'a.b','retries':7,'tags':['x']}");
        entities.clock().advance(Duration.ofSeconds(10));

        ObjectNode patched = entities.patch("services", "patched", "{'url':'https://c.d:99/p','tags':null}");

        assertEquals("c.d", patched.path("host").textValue());
        assertEquals(99, patched.path("port").intValue());
        assertEquals(7, patched.path("retries").intValue());
        assertTrue(patched.path("tags").isNull());
        assertEquals(
                patched.path("created_at").longValue() + 10,
                patched.path("updated_at").longValue());
        assertEquals(patched, entities.find("services", "patched").orElseThrow());
    }

    @Test
    void mergesRecordsKeyByKey() {
        entities.create("plugins", "{'name':'key-auth','config':{'key_names':['k']}}");
        String id = entities.service()
                .list(entities.type("plugins"), ListQuery.ofSize(1))
                .data()
                .get(0)
                .path("id")
                .textValue();

        ObjectNode patched = entities.patch("plugins", id, "{'config':{'hide_credentials':true}}");

        assertEquals("[\"k\"]", patched.path("config").path("key_names").toString());
        assertTrue(patched.path("config").path("hide_credentials").booleanValue());
        assertEquals(patched, entities.find("plugins", id).orElseThrow());
        entities.delete("plugins", id);
    }

    @Test
    void putsByIdWhatIsAbsentAndReplacesWhatIsThere() {
        String id = UUID.randomUUID().toString();

        ObjectNode created = entities.put("services", id, "{'name':'put-by-id','host':'a.b','retries':1}");
        ObjectNode replaced = entities.put("services", id, "{'name':'put-by-id-2','host':'c.d'}");

        assertEquals(id, created.path("id").textValue());
        assertEquals(1, created.path("retries").intValue());
        assertEquals(id, replaced.path("id").textValue());
        assertEquals(5, replaced.path("retries").intValue());
        assertEquals(replaced, entities.find("services", id).orElseThrow());
        assertEquals(Optional.empty(), entities.find("services", "put-by-id"));
    }

    @Test
    void putsByNameWithTheNameOfThePathAndTheIdThatIsStored() {
        ObjectNode created = entities.put("services", "put-by-name", "{'name':'ignored','host':'a.b'}");
        ObjectNode replaced =
                entities.put("services", "put-by-name", "{'host':'c.d','id':'" + UUID.randomUUID() + "'}");

        assertEquals("put-by-name", created.path("name").textValue());
        assertEquals(created.path("id"), replaced.path("id"));
        assertEquals("c.d", replaced.path("host").textValue());
        assertEquals(replaced, entities.find("services", "put-by-name").orElseThrow());
    }

    @Test
    void putUnderAParentMovesAChildThere() {
        entities.create("services", "{'name':'old-home','host':'a.b'}");
        ObjectNode home = entities.create("services", "{'name':'new-home','host':'a.b'}");
        ObjectNode route = entities.createUnder("services/old-home", "routes", "{'name':'mover','paths':['/a']}");

        ObjectNode moved = entities.service()
                .upsert(
                        entities.type("routes"),
                        entities.key("routes", "mover"),
                        json("{'paths':['/b']}"),
                        entities.parent("routes", "services/new-home"));

        assertEquals(route.path("id"), moved.path("id"));
        assertEquals(home.path("id"), moved.path("service").path("id"));
    }

    @Test
    void deletesOnce() {
        entities.create("consumers", "{'username':'short-lived'}");

        assertTrue(entities.delete("consumers", "short-lived"));
        assertFalse(entities.delete("consumers", "short-lived"));
    }

    @Test
    void deletesCredentialsAndPluginsWithTheirConsumer() {
        entities.create("consumers", "{'username':'cascade'}");
        ObjectNode credential = entities.createUnder("consumers/cascade", "keyauth_credentials", "{}");
        ObjectNode plugin = entities.createUnder(
                "consumers/cascade", "plugins", "{'name':'request-termination','config':{'status_code':403}}");

        entities.delete("consumers", "cascade");

        assertEquals(
                Optional.empty(),
                entities.find("keyauth_credentials", credential.path("id").textValue()));
        assertEquals(
                Optional.empty(), entities.find("plugins", plugin.path("id").textValue()));
    }

    @Test
    void targetsAreChangedButNotCreatedByPut() {
        entities.create("upstreams", "{'name':'pool'}");
        ObjectNode target = entities.createUnder("upstreams/pool", "targets", "{'target':'a.b','weight':10}");
        Optional<Parent> pool = entities.parent("targets", "upstreams/pool");

        ObjectNode changed = entities.service()
                .upsert(entities.type("targets"), entities.key("targets", "a.b:8000"), json("{'weight':20}"), pool);

        assertEquals("a.b:8000", target.path("target").textValue());
        assertEquals(
                entities.clock().millis(),
                target.path("created_at").decimalValue().movePointRight(3).longValueExact());
        assertEquals(target.path("id"), changed.path("id"));
        assertEquals(20, changed.path("weight").intValue());
    }

    @Test
    void tellsTheIdOfWhatItDeletedByName() {
        ObjectNode created = entities.create("consumers", "{'username':'named'}");

        assertEquals(
                created.path("id").textValue(),
                entities.service()
                        .delete(entities.type("consumers"), entities.key("consumers", "named"), Optional.empty())
                        .orElseThrow()
                        .toString());
    }

    @Test
    void expiredEntitiesAreGoneAndTheirKeysFree() {
        entities.create("consumers", "{'username':'expiring'}");
        ObjectNode first =
                entities.createUnder("consumers/expiring", "keyauth_credentials", "{'key':'limited','ttl':60}");
        assertEquals(60, first.path("ttl").longValue());
        entities.clock().advance(Duration.ofMillis(500));
        assertEquals(
                59,
                entities.find("keyauth_credentials", "limited")
                        .orElseThrow()
                        .path("ttl")
                        .longValue());

        entities.clock().advance(Duration.ofSeconds(60));

        assertEquals(Optional.empty(), entities.find("keyauth_credentials", "limited"));
        assertFalse(entities.delete("keyauth_credentials", "limited"));
        ObjectNode second =
                entities.createUnder("consumers/expiring", "keyauth_credentials", "{'key':'limited','ttl':0}");
        assertNotEquals(first.path("id"), second.path("id"));
        assertTrue(second.path("ttl").isNull());
    }

    @Test
    void patchKeepsTheMomentOfExpiryUnlessItSaysAnother() {
        entities.create("consumers", "{'username':'keeper'}");
        entities.createUnder("consumers/keeper", "keyauth_credentials", "{'key':'kept','ttl':60}");
        entities.clock().advance(Duration.ofSeconds(10));

        assertEquals(
                50,
                entities.patch("keyauth_credentials", "kept", "{'tags':['x']}")
                        .path("ttl")
                        .longValue());
        assertEquals(
                30,
                entities.patch("keyauth_credentials", "kept", "{'ttl':30}")
                        .path("ttl")
                        .longValue());
        assertTrue(entities.put("keyauth_credentials", "kept", "{'consumer':{'username':'keeper'}}")
                .path("ttl")
                .isNull());
    }
}

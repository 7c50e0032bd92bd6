package io.gatehouse.cluster.entity;

import static io.gatehouse.cluster.entity.TestEntities.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.plugins.basicauth.PasswordHash;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The entities that plugins bring, through the service that knows nothing of them. */
class CredentialsTest {

    private static final String KAY = "11111111-2222-4333-8444-555555555501";
    private static final String LEE = "11111111-2222-4333-8444-555555555502";

    private static TestEntities entities;

    @BeforeAll
    static void open() {
        entities = TestEntities.open();
        entities.put("consumers", KAY, "{'username':'kay'}");
        entities.put("consumers", LEE, "{'username':'lee'}");
    }

    @AfterAll
    static void close() {
        entities.close();
    }

    @Test
    void storesPasswordsHashedHoweverTheyAreWritten() {
        String created = entities.createUnder(
                        "consumers/kay", "basicauth_credentials", "{'username':'hashed','password':'a'}")
                .path("password")
                .textValue();
        assertEquals(PasswordHash.of("a", KAY), created);

        ObjectNode renamed = nestedPatch("kay", "basicauth_credentials", "hashed", "{'tags':['t']}");
        assertEquals(created, renamed.path("password").textValue());

        ObjectNode changed = nestedPatch("kay", "basicauth_credentials", "hashed", "{'password':'b'}");
        assertEquals(PasswordHash.of("b", KAY), changed.path("password").textValue());

        ObjectNode put =
                entities.put("basicauth_credentials", "hashed", "{'password':'c','consumer':{'username':'lee'}}");
        assertEquals(PasswordHash.of("c", LEE), put.path("password").textValue());
        assertEquals(put, entities.find("basicauth_credentials", "hashed").orElseThrow());
    }

    @Test
    void refusesHalfOfWhatAHashIsMadeOf() {
        entities.createUnder("consumers/kay", "basicauth_credentials", "{'username':'half','password':'a'}");
        String message = "schema violation (all or none of these fields must be set: 'password', 'consumer.id')";

        assertEquals(
                message,
                refusal(() -> entities.patch("basicauth_credentials", "half", "{'password':'b'}"))
                        .getMessage());
        assertEquals(
                message,
                refusal(() -> entities.patch("basicauth_credentials", "half", "{'consumer':{'username':'lee'}}"))
                        .getMessage());

        ObjectNode moved =
                entities.patch("basicauth_credentials", "half", "{'password':'b','consumer':{'username':'lee'}}");
        assertEquals(PasswordHash.of("b", LEE), moved.path("password").textValue());
    }

    @Test
    void hashesSecretsOfClientsThatAskForIt() {
        ObjectNode plain = entities.createUnder(
                "consumers/kay", "oauth2_credentials", "{'name':'p','client_id':'plain','client_secret':'s'}");
        ObjectNode hashed = entities.createUnder(
                "consumers/kay",
                "oauth2_credentials",
                "{'name':'h','client_id':'hashed','client_secret':'s','hash_secret':true}");

        assertEquals("s", plain.path("client_secret").textValue());
        String secret = hashed.path("client_secret").textValue();
        assertTrue(secret.startsWith("$pbkdf2-sha512$i=10000,l=32$"), secret);

        assertEquals(
                "schema violation (all or none of these fields must be set: 'hash_secret', 'client_secret')",
                refusal(() -> entities.patch("oauth2_credentials", "hashed", "{'client_secret':'t'}"))
                        .getMessage());
        assertEquals(
                secret,
                entities.patch("oauth2_credentials", "hashed", "{'name':'n'}")
                        .path("client_secret")
                        .textValue());
        assertNotEquals(
                secret,
                entities.patch("oauth2_credentials", "hashed", "{'client_secret':'s','hash_secret':true}")
                        .path("client_secret")
                        .textValue());
    }

    @Test
    void makesUpKeysAndSecrets() {
        ObjectNode jwt = entities.createUnder("consumers/kay", "jwt_secrets", "{}");
        ObjectNode hmac = entities.createUnder("consumers/kay", "hmacauth_credentials", "{'username':'made'}");

        for (String made : List.of(
                jwt.path("key").asText(),
                jwt.path("secret").asText(),
                hmac.path("secret").asText())) {
            assertTrue(made.matches("[0-9A-Za-z]{32}"), made);
        }
        assertEquals("HS256", jwt.path("algorithm").textValue());
    }

    @Test
    void findsGroupsByNameBelowTheirConsumerOnly() {
        ObjectNode admins = entities.createUnder("consumers/kay", "acls", "{'group':'admins'}");
        entities.createUnder("consumers/lee", "acls", "{'group':'admins'}");

        assertEquals(Optional.of(admins), find("kay", "admins"));
        assertEquals(Optional.empty(), find("kay", "nobody"));
        assertEquals(
                json("{'consumer':{'id':'" + KAY + "'},'group':'admins'}"),
                refusal(() -> entities.createUnder("consumers/kay", "acls", "{'group':'admins'}"))
                        .fields());

        assertTrue(entities.service()
                .delete(entities.type("acls"), group("admins"), entities.parent("acls", "consumers/kay"))
                .isPresent());
        assertTrue(find("lee", "admins").isPresent());
    }

    @Test
    void putsAGroupByItsNameOrUnderAnother() {
        ObjectNode created = putGroup("kay", "first", "{}");
        assertEquals("first", created.path("group").textValue());

        ObjectNode renamed = putGroup("kay", "first", "{'group':'second'}");
        assertEquals(created.path("id"), renamed.path("id"));
        assertEquals(Optional.empty(), find("kay", "first"));

        ObjectNode fresh = putGroup("kay", "third", "{'group':'fourth'}");
        assertEquals("fourth", fresh.path("group").textValue());
        assertEquals(
                5,
                refusal(() -> putGroup("kay", "third", "{'group':'second'}"))
                        .code()
                        .number());

        String id = UUID.randomUUID().toString();
        ObjectNode byId = entities.service()
                .upsert(
                        entities.type("acls"),
                        entities.key("acls", id),
                        json("{'group':'fifth'}"),
                        entities.parent("acls", "consumers/kay"));
        assertEquals(id, byId.path("id").textValue());
    }

    @Test
    void letsTokensSessionsAndStoredFilesEnd() {
        entities.createUnder("consumers/kay", "oauth2_credentials", "{'name':'t','client_id':'tokens'}");
        entities.create(
                "oauth2_tokens", "{'credential':{'client_id':'tokens'},'expires_in':5,'access_token':'tok','ttl':5}");
        entities.put("sessions", "sess", "{'data':'x','ttl':5}");
        entities.create("acme_storage", "{'key':'k','value':'v','ttl':5}");

        assertEquals(
                "bearer",
                entities.find("oauth2_tokens", "tok")
                        .orElseThrow()
                        .path("token_type")
                        .textValue());
        assertEquals(
                5, entities.find("sessions", "sess").orElseThrow().path("ttl").longValue());

        entities.clock().advance(Duration.ofSeconds(6));
        assertFalse(entities.find("oauth2_tokens", "tok").isPresent());
        assertFalse(entities.find("sessions", "sess").isPresent());
        // what has expired no longer owns its key
        entities.create("acme_storage", "{'key':'k','value':'w'}");
        assertTrue(entities.put("sessions", "sess", "{}").path("ttl").isNull());
    }

    @Test
    void losesEverythingOfADeletedConsumer() {
        entities.create("consumers", "{'username':'leaver'}");
        entities.createUnder("consumers/leaver", "basicauth_credentials", "{'username':'gone','password':'a'}");
        entities.createUnder("consumers/leaver", "hmacauth_credentials", "{'username':'gone'}");
        entities.createUnder("consumers/leaver", "jwt_secrets", "{'key':'gone'}");
        entities.createUnder("consumers/leaver", "oauth2_credentials", "{'name':'g','client_id':'gone'}");
        entities.create("oauth2_tokens", "{'credential':{'client_id':'gone'},'expires_in':5,'access_token':'gone'}");

        assertTrue(entities.delete("consumers", "leaver"));

        for (String type : List.of(
                "basicauth_credentials",
                "hmacauth_credentials",
                "jwt_secrets",
                "oauth2_credentials",
                "oauth2_tokens")) {
            assertEquals(Optional.empty(), entities.find(type, "gone"), type);
        }
    }

    private static ObjectNode nestedPatch(String consumer, String type, String key, String patch) {
        return entities.service()
                .update(
                        entities.type(type),
                        entities.key(type, key),
                        json(patch),
                        entities.parent(type, "consumers/" + consumer));
    }

    private static EntityKey group(String name) {
        return new EntityKey.Name("group", name);
    }

    private static Optional<ObjectNode> find(String consumer, String group) {
        return entities.service()
                .find(entities.type("acls"), group(group), entities.parent("acls", "consumers/" + consumer));
    }

    private static ObjectNode putGroup(String consumer, String group, String document) {
        return entities.service()
                .upsert(
                        entities.type("acls"),
                        group(group),
                        json(document),
                        entities.parent("acls", "consumers/" + consumer));
    }

    private static EntityException refusal(Executable work) {
        return assertThrows(EntityException.class, work);
    }
}

package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.error.EntityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityValidatorTest {
    private static final String ID = "00000000-0000-0000-0000-0000000000a1";
    private static final String OTHER_ID = "00000000-0000-0000-0000-0000000000a2";

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_123L), ZoneOffset.UTC);
    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final EntityValidator validator = new EntityValidator(catalog, clock);

    @Test
    void fillsEveryFieldOfANewService() {
        ObjectNode service = validator.forInsert(type("services"), json("{'host':'a.b'}"));
        String id = service.remove("id").asText();
        assertTrue(id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), id);
        assertEquals(
                json("{'name':null,'created_at':1700000000,'updated_at':1700000000,'retries':5,'protocol':'http',"
                        + "'host':'a.b','port':80,'path':null,'connect_timeout':60000,'write_timeout':60000,"
                        + "'read_timeout':60000,'tags':null,'client_certificate':null,'tls_verify':null,"
                        + "'tls_verify_depth':null,'ca_certificates':null,'enabled':true}"),
                service);
    }

    @Test
    void keepsAnExplicitNullOverADefault() {
        ObjectNode service = validator.forInsert(type("services"), json("{'host':'a.b','retries':null}"));
        assertTrue(service.get("retries").isNull());
    }

    @Test
    void bringsValuesIntoOneForm() {
        ObjectNode service = validator.forInsert(
                type("services"),
                json("{'host':'a.b','port':81.0,'id':'00000000-0000-0000-0000-0000000000AB','tags':['x','y','x']}"));
        assertEquals("81", service.get("port").toString());
        assertEquals("00000000-0000-0000-0000-0000000000ab", service.get("id").asText());
        assertEquals("[\"x\",\"y\"]", service.get("tags").toString());
        ObjectNode route = validator.forInsert(type("routes"), json("{'paths':['/'],'headers':[],'hosts':{}}"));
        assertEquals("{}", route.get("headers").toString());
        assertEquals("[]", route.get("hosts").toString());
    }

    @Test
    void targetsAreStoredWithMillisecondsAndPort() {
        ObjectNode target =
                validator.forInsert(type("targets"), json("{'target':'::1','upstream':{'id':'" + ID + "'}}"));
        assertEquals(
                "[0000:0000:0000:0000:0000:0000:0000:0001]:8000",
                target.get("target").asText());
        assertEquals(1_700_000_000.123, target.get("created_at").doubleValue());
    }

    @Test
    void mergesRecordsAndReplacesOtherValues() {
        EntityType plugins = type("plugins");
        ObjectNode stored = validator.forInsert(
                plugins, json("{'name':'file-log','config':{'path':'/a','custom_fields_by_lua':{'x':'return 1'}}}"));
        ObjectNode changed = validator.forUpdate(
                plugins, stored, json("{'config':{'reopen':true,'custom_fields_by_lua':{'y':'return 2'}}}"));
        assertEquals(
                json("{'path':'/a','reopen':true,'custom_fields_by_lua':{'y':'return 2'}}"), changed.get("config"));
        assertEquals(stored.get("id"), changed.get("id"));
    }

    @Test
    void anEmptyRecordChangesNothing() {
        EntityType plugins = type("plugins");
        ObjectNode stored = validator.forInsert(plugins, json("{'name':'file-log','config':{'path':'/a'}}"));
        assertEquals(stored, validator.forUpdate(plugins, stored, json("{'config':{}}")));
        assertEquals(stored, validator.forUpdate(plugins, stored, json("{'config':[]}")));
    }

    @Test
    void anotherPluginNameKeepsTheStoredConfiguration() {
        EntityType plugins = type("plugins");
        ObjectNode stored = validator.forInsert(plugins, json("{'name':'file-log','config':{'path':'/a'}}"));
        assertRefused(
                () -> validator.forUpdate(plugins, stored, json("{'name':'key-auth'}")),
                "3 schema violations (config.custom_fields_by_lua: unknown field; config.path: unknown field; "
                        + "config.reopen: unknown field)");
    }

    @Test
    void saysWhenUpdating() {
        EntityType consumers = type("consumers");
        ObjectNode stored = validator.forInsert(consumers, json("{'username':'bob'}"));
        assertRefused(
                () -> validator.forUpdate(consumers, stored, json("{'username':null}")),
                "schema violation (when updating, at least one of these fields must be non-empty: "
                        + "'custom_id', 'username')");
    }

    @Test
    void aChangeOfProtocolIsJudgedWithTheStoredFields() {
        EntityType services = type("services");
        ObjectNode stored = validator.forInsert(services, json("{'url':'http://a.b/x'}"));
        assertRefused(
                () -> validator.forUpdate(services, stored, json("{'protocol':'tcp'}")),
                "2 schema violations (failed conditional validation given value of field 'protocol'; "
                        + "path: value must be null)");
    }

    @Test
    void aUrlInAChangeWinsOverStoredParts() {
        EntityType services = type("services");
        ObjectNode stored = validator.forInsert(services, json("{'host':'a.b','path':'/old'}"));
        ObjectNode changed = validator.forUpdate(services, stored, json("{'url':'https://h:99/p'}"));
        assertEquals("https h 99 /p", parts(changed));
    }

    @ParameterizedTest
    @CsvSource({
        "http://f.g:90/x?q=1#f, http f.g 90 /x",
        "https://u:p@f.g, https f.g 443 null",
        "http://[::1]:90/, http ::1 90 /",
        "tcp://f.g, tcp f.g 80 null",
        "//f.g:443, https f.g 443 null"
    })
    void splitsUrls(String url, String parts) {
        assertEquals(parts, parts(validator.forInsert(type("services"), json("{'url':'" + url + "'}"))));
    }

    private static String parts(ObjectNode service) {
        return service.get("protocol").asText() + " " + service.get("host").asText() + " "
                + service.get("port").asText() + " " + service.get("path").asText();
    }

    @Test
    void theIdOfAStoredRowStays() {
        EntityType services = type("services");
        ObjectNode stored = validator.forInsert(services, json("{'host':'a.b','id':'" + ID + "'}"));
        ObjectNode changed = validator.forUpdate(services, stored, json("{'id':'" + OTHER_ID + "'}"));
        assertEquals(ID, changed.get("id").asText());
        assertRefused(
                () -> validator.forUpdate(services, stored, json("{'id':'zz'}")),
                "schema violation (id: expected a valid UUID)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'hash_on':'ip' | consistent-hashing ip",
                "'algorithm':'least-connections','hash_on':'ip' | least-connections none",
                "'algorithm':'consistent-hashing' | round-robin none",
                "'algorithm':'consistent-hashing','hash_on':'none' | round-robin none",
                "'algorithm':'latency' | latency none",
                "'hash_on':null | round-robin none",
                "'algorithm':null | round-robin none"
            })
    void algorithmAndHashFollowEachOther(String members, String expected) {
        ObjectNode upstream = validator.forInsert(type("upstreams"), json("{'name':'u'," + members + "}"));
        assertEquals(
                expected,
                upstream.get("algorithm").asText() + " "
                        + upstream.get("hash_on").asText());
    }

    @Test
    void switchingHashingOffBalancesInTurn() {
        EntityType upstreams = type("upstreams");
        ObjectNode stored = validator.forInsert(upstreams, json("{'name':'u','hash_on':'ip'}"));
        ObjectNode changed = validator.forUpdate(upstreams, stored, json("{'hash_on':'none'}"));
        assertEquals("round-robin", changed.get("algorithm").asText());
    }

    @Test
    void resolvesReferencesByNameAndDropsWhatElseTheyHold() {
        ObjectNode resolved = validator.resolveReferences(
                type("routes"), json("{'paths':['/'],'service':{'name':'s1','id':null}}"), this::onlyS1);
        assertEquals(ID, resolved.at("/service/id").asText());
        ObjectNode route =
                validator.forInsert(type("routes"), json("{'paths':['/'],'service':{'id':'" + ID + "','foo':1}}"));
        assertEquals(json("{'id':'" + ID + "'}"), route.get("service"));
    }

    @Test
    void unresolvedReferencesHideOtherErrors() {
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> validator.resolveReferences(
                        type("routes"), json("{'paths':5,'service':{'name':'nope'}}"), this::onlyS1));
        assertEquals(13, refusal.code().number());
        assertEquals(
                "foreign key unresolved (service.name: the foreign key cannot be resolved with '{name=\"nope\"}' "
                        + "for an existing 'services' entity)",
                refusal.getMessage());
    }

    private Optional<String> onlyS1(EntityType target, String field, String value) {
        boolean known = target.name().equals("services") && field.equals("name") && value.equals("s1");
        return known ? Optional.of(ID) : Optional.empty();
    }

    @Test
    void checksKeysInPaths() {
        validator.checkKey(type("services"), "name", "good.name");
        EntityException refusal =
                assertThrows(EntityException.class, () -> validator.checkKey(type("services"), "name", "bad name"));
        assertEquals(
                json(
                        "{'code':10,'name':'invalid unique name','message':'invalid value \\'bad name\\': the only accepted "
                                + "ascii characters are alphanumerics or ., -, _, and ~'}"),
                refusal.toDocument());
    }

    @Test
    void timeToLiveIsAnOptionBesideTheFields() {
        EntityType credentials = type("keyauth_credentials");
        String consumer = "'consumer':{'id':'" + ID + "'}";
        assertEquals(
                60,
                validator
                        .forInsert(credentials, json("{'ttl':60.0," + consumer + "}"))
                        .get("ttl")
                        .asInt());
        assertFalse(validator.forInsert(credentials, json("{" + consumer + "}")).has("ttl"));
        EntityException refusal =
                assertThrows(EntityException.class, () -> validator.forInsert(credentials, json("{'ttl':-1,'key':5}")));
        assertEquals(
                json("{'code':11,'name':'invalid options','message':'invalid option (ttl: must be an integer between 0 "
                        + "and 100000000)','options':{'ttl':'must be an integer between 0 and 100000000'}}"),
                refusal.toDocument());
        assertRefused(
                () -> validator.forInsert(type("consumers"), json("{'username':'a','ttl':1}")),
                "schema violation (ttl: unknown field)");
    }

    @Test
    void makesKeysUpOnlyWhenTheyAreAbsent() {
        EntityType credentials = type("keyauth_credentials");
        String consumer = "{'consumer':{'id':'" + ID + "'}";
        assertTrue(validator
                .forInsert(credentials, json(consumer + "}"))
                .get("key")
                .asText()
                .matches("[0-9A-Za-z]{32}"));
        assertTrue(validator
                .forInsert(credentials, json(consumer + ",'key':null}"))
                .get("key")
                .isNull());
    }

    @Test
    void acceptsASnapshotRowWithFlatReferences() {
        ObjectNode route = validator.forInsert(type("routes"), json("{'paths':['/']}"));
        route.put("service", ID);
        assertEquals(route, validator.forSnapshot(type("routes"), route));
        route.put("service", "x");
        assertRefused(
                () -> validator.forSnapshot(type("routes"), route),
                "schema violation (service: expected a valid UUID)");
    }

    @Test
    void aRouteForGrpcKeepsItsPrefixUnlessToldOtherwise() {
        ObjectNode route = validator.forInsert(type("routes"), json("{'protocols':['grpc'],'paths':['/']}"));
        assertFalse(route.get("strip_path").asBoolean());
    }

    @Test
    void onlyTheExpressionFlavorHasExpressions() {
        EntityCatalog expressions = EntityCatalog.of(BundledPlugins.all(), RouterFlavor.EXPRESSIONS);
        EntityType routes = expressions.type("routes").orElseThrow();
        EntityValidator flavored = new EntityValidator(expressions);
        ObjectNode route = flavored.forInsert(routes, json("{'expression':'http.path == \\\"/a\\\"'}"));
        assertEquals(0, route.get("priority").asInt());
        assertRefused(
                () -> flavored.forInsert(routes, json("{'expression':'http.path == 1'}")),
                "schema violation (Router Expression failed validation: "
                        + "Type mismatch between the LHS and RHS values of predicate)");
        assertRefused(
                () -> flavored.forInsert(routes, json("{'expression':'http.path == \\\"/a\\\"','protocols':['tcp']}")),
                "schema violation (Router Expression failed validation: Unknown LHS field)");
        assertRefused(
                () -> flavored.forInsert(routes, json("{}")),
                "schema violation (must set one of 'methods', 'hosts', 'headers', 'paths', 'snis', 'expression' "
                        + "when 'protocols' is 'https')");
        assertRefused(
                () -> flavored.forInsert(routes, json("{'expression':'a','paths':['/']}")),
                "schema violation (Router Expression failed validation: cannot set 'expression' with 'methods', "
                        + "'hosts', 'paths', 'headers', 'snis', 'sources' or 'destinations' simultaneously)");
        assertRefused(
                () -> validator.forInsert(type("routes"), json("{'paths':['/'],'expression':'x'}")),
                "schema violation (expression: unknown field)");
    }

    private EntityType type(String name) {
        return catalog.type(name).orElseThrow();
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable action, String message) {
        assertEquals(message, assertThrows(EntityException.class, action).getMessage());
    }

    /** JSON with single quotes for double ones, and escaped single quotes for single ones. */
    private static ObjectNode json(String text) {
        String quoted = text.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "'");
        return (ObjectNode) Recordings.parse(quoted);
    }

    @Test
    void keepsTheMomentOfCreationWhenAPatchEmptiesIt() {
        EntityType services = catalog.type("services").orElseThrow();
        ObjectNode stored = validator.forInsert(services, json("{'host':'a.b','created_at':1700000000}"));

        assertEquals(
                1_700_000_000,
                validator
                        .forUpdate(services, stored, json("{'created_at':null}"))
                        .path("created_at")
                        .longValue());
        assertEquals(
                1_600_000_000,
                validator
                        .forUpdate(services, stored, json("{'created_at':1600000000}"))
                        .path("created_at")
                        .longValue());
    }
}

package io.gatehouse.model.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.Recordings;
import io.gatehouse.model.entity.BundledPlugins;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeclarativeConfigTest {
    private static final String ID = "00000000-0000-0000-0000-0000000000a1";

    private final EntityCatalog catalog = BundledPlugins.catalog();
    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private final DeclarativeConfig config = new DeclarativeConfig(catalog, clock);

    @Test
    @Tag("R66")
    void takesNestedEntitiesApart() {
        ConfigTable table = config.parse("""
                _format_version: "3.0"
                services:
                - name: svc
                  url: http://a.test:81/x
                  routes:
                  - name: rt
                    paths: [/a]
                    plugins:
                    - name: request-termination
                      config: {status_code: 418}
                consumers:
                - username: u
                  keyauth_credentials:
                  - {key: k, ttl: 60}
                plugins:
                - {name: key-auth, route: rt}
                """);
        ObjectNode route = table.rows("routes").get(0);
        assertEquals(
                "b9f04b04-ab65-5e2a-b4c4-f82b7d5b781c",
                table.rows("services").get(0).get("id").asText());
        assertEquals("b81d4b76-57f0-5e15-ab85-b7432c1ac4c0", route.get("id").asText());
        assertEquals(
                "006a59a7-8eb1-5cc5-9890-db96d542fcca",
                table.rows("consumers").get(0).get("id").asText());
        assertEquals(
                "b9f04b04-ab65-5e2a-b4c4-f82b7d5b781c", route.get("service").asText());
        assertEquals(81, table.rows("services").get(0).get("port").asInt());
        assertEquals(2, table.rows("plugins").size());
        table.rows("plugins").forEach(plugin -> assertEquals(route.get("id"), plugin.get("route")));
        assertEquals(
                1_700_000_060,
                table.rows("keyauth_credentials").get(0).get("ttl").asLong());
        assertEquals("default", table.rows("workspaces").get(0).get("name").asText());
    }

    @Test
    void theSameFileMakesTheSameIds() {
        String text = "{\"_format_version\":\"3.0\",\"plugins\":[{\"name\":\"key-auth\"}]}";
        String id = config.parse(text).rows("plugins").get(0).get("id").asText();
        assertEquals("6b4f38d1-e026-540b-a5ea-8634739dd2a7", id);
    }

    @Test
    void acceptsReferencesOfEveryKind() {
        ConfigTable table = config.parse("""
                _format_version: "3.0"
                _info: {select_tags: [a]}
                services:
                - {name: svc, id: 00000000-0000-0000-0000-0000000000A1, host: a.b, _comment: mine, _ignore: [1]}
                routes:
                - {name: a, paths: [/a], service: svc}
                - {name: b, paths: [/b], service: 00000000-0000-0000-0000-0000000000a1}
                - {name: c, paths: [/c], service: {id: 00000000-0000-0000-0000-0000000000a1}}
                - {name: d, paths: [/d], service: {name: svc}}
                """);
        assertEquals(4, table.rows("routes").size());
        table.rows("routes")
                .forEach(route -> assertEquals(ID, route.get("service").asText()));
    }

    @Test
    void keepsDatesAndTimesAsTheyAreWritten() {
        ConfigTable table = config.parse("""
                _format_version: '3.0'
                consumers:
                - {username: 2024-01-02, custom_id: 12:30:45}
                """);
        assertEquals(
                "2024-01-02", table.rows("consumers").get(0).get("username").asText());
        assertEquals("12:30:45", table.rows("consumers").get(0).get("custom_id").asText());
    }

    @Test
    void oldFormatsMarkRegularExpressions() {
        ConfigTable table = config.parse("""
                _format_version: "2.1"
                routes:
                - {name: a, paths: ['/a/\\d+', /b.c, '/%61', '/x%2ey$']}
                """);
        assertEquals(
                "[\"~/a/\\\\d+\",\"/b.c\",\"/a\",\"~/x\\\\.y$\"]",
                table.rows("routes").get(0).get("paths").toString());
    }

    @Test
    void tellsEverythingThatIsWrongAtItsPlace() {
        assertRefused(
                """
                _format_version: "3.0"
                bogus: []
                services:
                - {name: ok, host: a.b}
                - name: bad
                  extra: 1
                  routes:
                  - {protocols: nope}
                  plugins: 5
                consumers: x
                """,
                "{bogus=\"unknown field\",consumers=\"expected an array\",services={[2]={extra=\"unknown field\","
                        + "host=\"required field missing\",plugins=\"expected an array\","
                        + "routes={{protocols=\"expected a set\"}}}}}");
    }

    @Test
    void refusesDuplicatesAndDanglingReferences() {
        assertRefused(
                "{\"_format_version\":\"3.0\",\"plugins\":[{\"name\":\"key-auth\"},{\"name\":\"key-auth\"}]}",
                "{plugins={[2]=\"uniqueness violation: 'plugins' entity with primary key set to "
                        + "'6b4f38d1-e026-540b-a5ea-8634739dd2a7' already declared\"}}");
        assertRefused(
                "{\"_format_version\":\"3.0\",\"routes\":[{\"paths\":[\"/\"],\"service\":\"nope\"}]}",
                "{routes={[\"1\"]={\"invalid reference 'service: nope' (no such entry in 'services')\"}}}");
    }

    @Test
    void refusesTextsThatAreNoDocument() {
        assertRefused(
                "a: [b",
                "{error=\"failed parsing declarative configuration: 1:6: "
                        + "expected ',' or ']', but got <stream end>\"}");
        assertRefused("[]", "{error=\"failed parsing declarative configuration: expected an object\"}");
        assertRefused("", "{error=\"failed parsing declarative configuration: expected an object\"}");
    }

    @Test
    void aliasesCannotMultiplyADocumentForEver() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String inner = "*a" + (i - 1);
            bomb.append(
                    "a" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(10, inner)) + "]\n");
        }
        EntityException refusal = assertThrows(EntityException.class, () -> config.parse(bomb.toString()));
        assertTrue(refusal.getMessage().contains("too large once its aliases are followed"), refusal.getMessage());
    }

    @Test
    @Tag("R82")
    void readsATableAsAControlPlaneSendsIt() {
        ObjectNode document =
                (ObjectNode) Recordings.json("wire/v1-reconfigure-example.json").get("config_table");
        document.remove(document.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(name -> !name.startsWith("_") && catalog.type(name).isEmpty())
                .toList());
        document.withArray("plugins")
                .removeIf(plugin -> catalog.plugin(plugin.get("name").asText()).isEmpty());
        ObjectNode expected = document.deepCopy();
        ConfigTable table = config.receive(document);
        for (String type : table.types()) {
            for (int i = 0; i < table.rows(type).size(); i++) {
                assertEquals(expected.get(type).get(i), table.rows(type).get(i), type);
            }
        }
        assertTrue(table.size() > 10);
    }

    @Test
    void completesAReceivedTable() {
        ConfigTable table = config.receive(json("{\"_format_version\":\"3.0\",\"_transform\":false,\"upstreams\":{},"
                + "\"services\":[{\"id\":\"" + ID + "\",\"host\":\"a.b\",\"ws_id\":\"x\",\"tags\":{}}],"
                + "\"parameters\":[{\"key\":\"cluster_id\",\"value\":\"v\",\"created_at\":null}]}"));
        ObjectNode service = table.rows("services").get(0);
        assertEquals("[]", service.get("tags").toString());
        assertEquals(5, service.get("retries").asInt());
        assertFalse(service.has("ws_id"));
        assertTrue(table.rows("parameters").get(0).get("created_at").isNull());
        assertEquals(2, table.size());
    }

    @Test
    @Tag("R81")
    void refusesAReceivedTableAsAWhole() {
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> config.receive(json("{\"_format_version\":\"3.0\",\"services\":[{\"id\":\"" + ID
                        + "\",\"host\":\"a.b\"},{\"host\":\"a b\"}],\"routes\":[{\"id\":\"" + ID
                        + "\",\"paths\":[\"/\"],\"service\":\"" + ID + "\"},{\"id\":\"" + ID
                        + "\",\"paths\":[\"/\"],\"service\":null}],\"unknown\":[]}")));
        assertEquals(
                "declarative config is invalid: {routes={[2]=\"uniqueness violation: 'routes' entity with primary key "
                        + "set to '" + ID + "' already declared\"},services={[2]={host=\"invalid value: a b\","
                        + "id=\"required field missing\"}},unknown=\"unknown field\"}",
                refusal.getMessage());
    }

    @Test
    void refusesAReceivedReferenceThatLeadsNowhere() {
        EntityException refusal = assertThrows(
                EntityException.class,
                () -> config.receive(json("{\"_format_version\":\"3.0\",\"routes\":[{\"id\":\"" + ID
                        + "\",\"paths\":[\"/\"],\"service\":\"" + ID + "\"}]}")));
        assertEquals(
                "declarative config is invalid: {routes={{service=\"invalid reference 'service: " + ID
                        + "' (no such entry in 'services')\"}}}",
                refusal.getMessage());
    }

    private void assertRefused(String text, String tree) {
        EntityException refusal = assertThrows(EntityException.class, () -> config.parse(text));
        assertEquals("declarative config is invalid: " + tree, refusal.getMessage());
        assertEquals(14, refusal.code().number());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Recordings.parse(text);
    }
}

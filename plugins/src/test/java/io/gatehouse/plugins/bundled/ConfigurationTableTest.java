package io.gatehouse.plugins.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.declarative.DeclarativeConfig;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the sheets say of single plugins, beyond what was recorded. */
class ConfigurationTableTest {
    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.definitions());
    private final EntityType plugins = catalog.type("plugins").orElseThrow();
    private final EntityValidator validator = new EntityValidator(catalog);

    @TestFactory
    @Tag("R107")
    @Tag("R185")
    Stream<DynamicTest> answersAsTheTableSays() throws IOException {
        try (InputStream yaml = ConfigurationTableTest.class.getResourceAsStream("configurations.yaml")) {
            JsonNode cases = YamlDocument.parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(each -> DynamicTest.dynamicTest(each.get("name") + " " + each.get("config"), () -> {
                        if (each.has("refused")) {
                            assertEquals(each.get("refused"), refusal(each));
                        } else {
                            assertContains(each.get("completed"), complete(each).get("config"), "config");
                        }
                    }));
        }
    }

    @Test
    void everySessionPluginOfANodeHasTheSameSecretUnlessItSaysItsOwn() throws IOException {
        JsonNode one = complete(plugin("session", "{}")).at("/config/secret");
        assertTrue(one.asText().matches("[A-Za-z0-9]{44}"), one.asText());
        assertEquals(one, complete(plugin("session", "{}")).at("/config/secret"));
        assertNotEquals(
                one,
                EntityCatalog.of(BundledPlugins.definitions())
                        .plugin("session")
                        .orElseThrow()
                        .schema()
                        .describe()
                        .findValue("secret")
                        .get("default"));
    }

    /** Memory is a storage where one node does everything; the database is not where there is none. */
    @Test
    void aNodeWithoutControlPlaneHasOtherStoragesForCertificates() {
        DeclarativeConfig reader = new DeclarativeConfig(catalog);
        String file = "{_format_version: '3.0', plugins: [{name: acme, config: {account_email: a@b.c, storage: %s}}]}";

        assertEquals(1, reader.parse(file.formatted("shm")).rows("plugins").size());
        EntityException refusal = assertThrows(EntityException.class, () -> reader.parse(file.formatted("kong")));
        assertEquals(
                "\"kong\" storage can't be used with dbless mode",
                refusal.fields().at("/plugins/0/@entity/0").asText());
    }

    @Test
    @Tag("R121")
    void withoutExtensionsNamesOfTutorialsAreUnknown() {
        EntityCatalog strict = EntityCatalog.of(BundledPlugins.definitions(false));
        ObjectNode plugin = plugin(
                "mtls-auth",
                "{\"trusted_ca_ids\":[],\"trusted_certificate_ids\":[],\"client_verify\":true,"
                        + "\"allow_any_client_cert\":true,\"pass_client_cert\":true,"
                        + "\"allowed_client_certificates\":[]}");

        EntityException refusal = assertThrows(
                EntityException.class,
                () -> new EntityValidator(strict)
                        .forInsert(strict.type("plugins").orElseThrow(), plugin));

        assertEquals(
                Recorded.parse("{\"config\":{\"trusted_ca_ids\":\"unknown field\","
                        + "\"trusted_certificate_ids\":\"unknown field\",\"client_verify\":\"unknown field\","
                        + "\"allow_any_client_cert\":\"unknown field\",\"pass_client_cert\":\"unknown field\","
                        + "\"allowed_client_certificates\":\"unknown field\","
                        + "\"ca_certificates\":\"required field missing\"}}"),
                refusal.fields());
    }

    private static ObjectNode plugin(String name, String config) {
        ObjectNode plugin = Recorded.object().put("name", name);
        plugin.set("config", Recorded.parse(config));
        return plugin;
    }

    private ObjectNode complete(JsonNode each) {
        ObjectNode body = Recorded.object();
        body.set("name", each.get("name"));
        body.set("config", each.get("config").deepCopy());
        return validator.forInsert(plugins, body);
    }

    private ObjectNode refusal(JsonNode each) {
        EntityException refusal = assertThrows(EntityException.class, () -> complete(each));
        assertEquals(2, refusal.code().number());
        return refusal.fields();
    }

    /** Records may hold more than is wanted of them. */
    private static void assertContains(JsonNode wanted, JsonNode value, String place) {
        if (wanted.isObject() && value != null && value.isObject()) {
            wanted.properties()
                    .forEach(member -> assertContains(
                            member.getValue(), value.get(member.getKey()), place + "." + member.getKey()));
        } else {
            assertEquals(wanted, value, place);
        }
    }
}

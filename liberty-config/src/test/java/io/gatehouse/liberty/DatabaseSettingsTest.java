package io.gatehouse.liberty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.liberty.server.DatabaseAddress;
import io.gatehouse.model.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

    @Test
    void usesTheEmbeddedServerUnlessAnotherIsNamed() {
        assertFalse(database(Map.of()).nameServer());
        assertFalse(database(Map.of("KONG_PG_TIMEOUT", "100")).nameServer());
        assertTrue(database(Map.of("KONG_PG_HOST", "db.example")).nameServer());
        assertTrue(database(Map.of("KONG_PG_PASSWORD", "secret")).nameServer());
    }

    @Test
    void takesTheAddressOfTheSettings() {
        DatabaseAddress address = database(Map.of(
                        "KONG_PG_HOST", "db.example",
                        "KONG_PG_PORT", "6432",
                        "KONG_PG_USER", "gate",
                        "KONG_PG_PASSWORD", "secret",
                        "KONG_PG_DATABASE", "house",
                        "KONG_PG_SCHEMA", "gw",
                        "KONG_PG_TIMEOUT", "1500"))
                .address(() -> Path.of("/unused"));

        assertEquals("gate@db.example:6432/house", address.toString());
        assertEquals("secret", address.password());
        assertEquals("gw", address.attributes().get("currentSchema"));
        assertEquals("2s", address.attributes().get("connectTimeout"));
        assertEquals("disable", address.attributes().get("sslMode"));
    }

    @Test
    void verifiesTheServerOnlyWhenAskedTo() {
        Map<String, String> tls = Map.of("KONG_PG_HOST", "db.example", "KONG_PG_SSL", "on");
        Map<String, String> verified =
                Map.of("KONG_PG_HOST", "db.example", "KONG_PG_SSL", "on", "KONG_PG_SSL_VERIFY", "on");

        assertEquals(
                "prefer",
                database(tls).address(() -> Path.of("/ca.pem")).attributes().get("sslMode"));
        Map<String, String> attributes =
                database(verified).address(() -> Path.of("/ca.pem")).attributes();
        assertEquals("verify-full", attributes.get("sslMode"));
        assertEquals("/ca.pem", attributes.get("sslRootCert"));
    }

    private static DatabaseSettings database(Map<String, String> environment) {
        return new DatabaseSettings(Settings.load(environment, Optional.empty(), Map.of()));
    }
}

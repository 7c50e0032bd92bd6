package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R72")
class CacheRulesTest {
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(100));
    private static final byte[] SECRET = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));

    @TempDir
    private Path directory;

    private Settings load(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KONG_ROLE",
                "data_plane",
                "KONG_DATABASE",
                "off",
                "KONG_CLUSTER_CERT",
                Pem.encode(PAIR.chain()),
                "KONG_CLUSTER_CERT_KEY",
                Pem.encode(PAIR.privateKey())));
        environment.putAll(more);
        return Settings.load(environment, Optional.empty(), Map.of());
    }

    private Settings encrypted(String key) {
        return load(Map.of("KONG_DATA_PLANE_CONFIG_CACHE_MODE", "encrypted", "KONG_DATA_PLANE_CONFIG_CACHE_KEY", key));
    }

    private List<String> errors(Map<String, String> more) {
        return assertThrows(SettingsException.class, () -> load(more)).errors();
    }

    @Test
    void keepsTheConfigurationInClearUnlessToldOtherwise() {
        assertTrue(load(Map.of()).keepsCache());
        assertFalse(load(Map.of()).encryptsCache());
        assertFalse(load(Map.of("KONG_DATA_PLANE_CONFIG_CACHE_MODE", "off")).keepsCache());
    }

    @Test
    void encryptsWhenEitherSettingSaysSo() {
        assertTrue(
                load(Map.of("KONG_DATA_PLANE_CONFIG_CACHE_MODE", "encrypted")).encryptsCache());
        assertTrue(load(Map.of("KONG_DECLARATIVE_CONFIG_ENCRYPTION_MODE", "aes-256-gcm"))
                .encryptsCache());
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertEquals(
                List.of("data_plane_config_cache_mode = 'off' contradicts declarative_config_encryption_mode ="
                        + " 'aes-256-gcm'; set data_plane_config_cache_mode = 'encrypted', or"
                        + " declarative_config_encryption_mode = 'off'"),
                errors(Map.of(
                        "KONG_DATA_PLANE_CONFIG_CACHE_MODE", "off",
                        "KONG_DECLARATIVE_CONFIG_ENCRYPTION_MODE", "aes-256-gcm")));
    }

    @Test
    void readsTheKeyInEachForm() throws IOException {
        String base64 = Base64.getEncoder().encodeToString(SECRET);
        Path text = Files.writeString(directory.resolve("text.key"), base64 + "\n");
        Path raw = Files.write(directory.resolve("raw.key"), SECRET);
        for (String form : List.of(base64, HexFormat.of().formatHex(SECRET), text.toString(), raw.toString())) {
            assertArrayEquals(SECRET, encrypted(form).cacheSecret().orElseThrow(), form);
        }
        Settings fromVault = load(Map.of(
                "KONG_DATA_PLANE_CONFIG_CACHE_MODE", "encrypted",
                "KONG_DATA_PLANE_CONFIG_CACHE_KEY", "{vault://env/cache-key}",
                "CACHE_KEY", base64));
        assertArrayEquals(SECRET, fromVault.cacheSecret().orElseThrow());
        assertEquals("{vault://env/cache-key}", fromVault.effective().get("data_plane_config_cache_key"));
        assertEquals("******", encrypted(base64).effective().get("data_plane_config_cache_key"));
    }

    @Test
    void refusesWhatIsNoKeyWithoutRepeatingIt() {
        String error = errors(Map.of(
                        "KONG_DATA_PLANE_CONFIG_CACHE_MODE", "encrypted",
                        "KONG_DATA_PLANE_CONFIG_CACHE_KEY", "too-short"))
                .get(0);
        assertTrue(error.startsWith("data_plane_config_cache_key: expected 32 bytes in base64"), error);
        assertFalse(error.contains("too-short"), error);
        String missing = errors(Map.of(
                        "KONG_DATA_PLANE_CONFIG_CACHE_MODE", "encrypted",
                        "KONG_DATA_PLANE_CONFIG_CACHE_KEY", "/no/such.key"))
                .get(0);
        assertTrue(missing.startsWith("data_plane_config_cache_key: /no/such.key cannot be read"), missing);
    }

    @Test
    void saysThatAKeyHasNoEffectWithoutEncryption() {
        String key = Base64.getEncoder().encodeToString(SECRET);
        assertEquals(
                List.of("data_plane_config_cache_key has no effect while data_plane_config_cache_mode ="
                        + " 'unencrypted'"),
                load(Map.of("KONG_DATA_PLANE_CONFIG_CACHE_KEY", key)).warnings());
    }
}

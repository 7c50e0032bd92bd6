package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneEntriesTest {
    private static final CertificatePair PAIR = ClusterCertificate.generate(Duration.ofDays(100));

    @TempDir
    private Path directory;

    private Settings load(String... lines) throws IOException {
        Path file = directory.resolve("kong.conf");
        Files.writeString(file, String.join("\n", lines) + "\n");
        Map<String, String> environment = Map.of(
                "KONG_ROLE",
                "data_plane",
                "KONG_DATABASE",
                "off",
                "KONG_CLUSTER_CERT",
                Pem.encode(PAIR.chain()),
                "KONG_CLUSTER_CERT_KEY",
                Pem.encode(PAIR.privateKey()));
        return Settings.load(environment, Optional.of(file), Map.of());
    }

    @Test
    void readsOneOrSeveral() throws IOException {
        assertEquals(List.of("127.0.0.1:8005"), load().controlPlanes());
        assertEquals(
                List.of("cp1:8005", "[2001:db8::1]:8005"),
                load("cluster_control_plane = cp1:8005, [2001:db8::1]:8005").controlPlanes());
    }

    @Test
    @Tag("R55")
    void warnsOfAnEntryWithoutAPort() throws IOException {
        assertEquals(
                List.of("cluster_control_plane = 'cp2' has no port and means port 443; control planes listen on 8005"
                        + " by default"),
                load("cluster_control_plane = cp1:8005, cp2").warnings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cp1:8005, cp2:99999 | cluster_control_plane must be of form: <host>:<port>, got 'cp2:99999'
                    cp1:8005,           | cluster_control_plane must be of form: <host>:<port>, got ''
                    cp1:8005, cp1:8005  | cluster_control_plane names 'cp1:8005' twice; leave one of them out
                    """)
    void refusesABadEntryByName(String value, String error) {
        SettingsException refused =
                assertThrows(SettingsException.class, () -> load("cluster_control_plane = " + value));
        assertEquals(List.of(error), refused.errors());
    }

    @Test
    @Tag("R153")
    void aProxyThatIsToBeUsedMustBeNamed() throws IOException {
        SettingsException refused = assertThrows(SettingsException.class, () -> load("cluster_use_proxy = on"));
        assertEquals(List.of("cluster_use_proxy is turned on but no proxy_server is configured"), refused.errors());
        assertEquals(List.of(), load("proxy_server = http://proxy:3128").warnings());
    }

    @Test
    void readsItsSourcesAgain() throws IOException {
        Settings settings = load("proxy_server = http://u:old@proxy:3128");
        load("proxy_server = http://u:new@proxy:3128");
        assertEquals("http://u:old@proxy:3128", settings.requiredText("proxy_server"));
        assertEquals("http://u:new@proxy:3128", settings.reread().requiredText("proxy_server"));

        assertThrows(SettingsException.class, () -> load("proxy_server = proxy"));
        assertTrue(assertThrows(SettingsException.class, settings::reread)
                .errors()
                .get(0)
                .contains("missing scheme"));
    }
}

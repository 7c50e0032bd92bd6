package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares what {@code settings.yaml} says about support with the source code of all modules: a setting is read where its
 * name stands as text. Whoever starts or stops reading a setting changes its line.
 */
class SupportIsHonestTest {
    /** Read within this package, or by a name put together from parts ({@code admin} and {@code _ssl_cert}). */
    private static final Set<String> READ_OTHERWISE = Set.of(
            "vaults",
            "vault_env_prefix",
            "cluster_dp_labels",
            "data_plane_config_cache_mode",
            "data_plane_config_cache_key",
            "admin_access_log",
            "admin_gui_access_log",
            "admin_gui_listen",
            "admin_auth_tokens",
            "status_access_log",
            "admin_ssl_cert",
            "admin_gui_ssl_cert",
            "admin_gui_ssl_cert_key",
            "admin_ssl_cert_key");

    private static String source;

    @BeforeAll
    static void readSource() throws IOException {
        Path checkout = Path.of("..").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.find(checkout, 20, (file, attributes) -> isProductSource(checkout, file))) {
            source = files.map(SupportIsHonestTest::text).collect(Collectors.joining());
        }
    }

    @Test
    void everySupportedSettingIsRead() {
        List<String> unread = SettingsTable.table().definitions().stream()
                .filter(definition -> definition.support() == SettingDefinition.Support.READ)
                .filter(definition -> definition.refused().isEmpty())
                .map(SettingDefinition::key)
                .filter(key -> !READ_OTHERWISE.contains(key) && !isRead(key))
                .toList();

        assertEquals(List.of(), unread, "nothing reads these; mark them as pending");
    }

    @Test
    void noSettingThatIsReadIsCalledUnsupported() {
        List<String> read = SettingsTable.table().definitions().stream()
                .filter(definition -> definition.support() != SettingDefinition.Support.READ)
                .map(SettingDefinition::key)
                .filter(SupportIsHonestTest::isRead)
                .toList();

        assertEquals(List.of(), read, "something reads these; users must not be told otherwise");
    }

    private static boolean isRead(String key) {
        return source.contains('"' + key + '"');
    }

    private static boolean isProductSource(Path checkout, Path file) {
        String path = checkout.relativize(file).toString();
        return path.endsWith(".java")
                && path.contains("src/main/java")
                && !path.startsWith("model/src/main/java/io/gatehouse/model/settings");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}

package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

    @Test
    void everyNameMeansOneSetting() {
        List<String> names = new ArrayList<>();
        for (SettingDefinition definition : SettingsTable.table().definitions()) {
            names.add(definition.key());
            names.addAll(definition.aliases());
            names.addAll(definition.renamed());
        }
        Set<String> seen = new HashSet<>();
        List<String> repeated = names.stream().filter(name -> !seen.add(name)).toList();

        assertEquals(List.of(), repeated);
    }

    @Test
    void everyDefaultIsAcceptedWithoutAWarning() {
        Settings settings = Settings.load(Map.of(), Optional.empty(), Map.of());

        assertEquals(List.of(), settings.warnings());
        assertFalse(settings.effective().isEmpty());
    }

    @Test
    void everySettingSaysWhatItDoesAndWhoReadsIt() {
        for (SettingDefinition definition : SettingsTable.table().definitions()) {
            assertFalse(definition.about().isBlank(), definition.key());
            assertFalse(definition.roles().isEmpty(), definition.key());
            assertEquals("KONG_", definition.environmentName().substring(0, 5));
            if (definition.type() == SettingDefinition.Type.ENUM) {
                assertTrue(definition.values().containsAll(definition.refused().keySet()), definition.key());
                assertTrue(
                        definition
                                .defaultText()
                                .filter(definition.values()::contains)
                                .isPresent(),
                        definition.key());
            }
        }
    }

    @Test
    void secretsAreMarked() {
        List<String> shown = SettingsTable.table().definitions().stream()
                .filter(definition -> !definition.secret())
                .map(SettingDefinition::key)
                .filter(key -> key.endsWith("_key") || key.contains("password") || key.equals("proxy_server"))
                .filter(key -> !key.equals("keyring_public_key"))
                .toList();

        assertEquals(List.of(), shown);
    }
}

package io.gatehouse.model.settings;

import java.util.Collection;
import java.util.List;

/** Says by name which of the user's settings will have no effect, and refuses values that would be misleading. */
final class SupportRules {
    private SupportRules() {}

    static void check(Settings settings, Collection<SettingValue> values, Problems problems) {
        refuse(settings, values, problems);
        report(
                "these settings are known but not supported yet, and have no effect: ",
                SettingDefinition.Support.PENDING,
                settings,
                values,
                problems);
        report(
                "these settings have no meaning in this product, and have no effect: ",
                SettingDefinition.Support.NONE,
                settings,
                values,
                problems);
    }

    private static void refuse(Settings settings, Collection<SettingValue> values, Problems problems) {
        for (SettingValue value : values) {
            SettingDefinition definition = value.definition();
            String text = value.text().orElse("");
            if (definition.type() == SettingDefinition.Type.BOOLEAN) {
                text = SettingsReader.isOn(text) ? "on" : "off";
            }
            String message = definition.refused().get(text);
            if (message != null && definition.roles().contains(settings.role())) {
                problems.error(message);
            }
        }
    }

    private static void report(
            String message,
            SettingDefinition.Support support,
            Settings settings,
            Collection<SettingValue> values,
            Problems problems) {
        List<String> names = values.stream()
                .filter(value -> value.definition().support() == support)
                .filter(value -> value.isSet() && !value.isDefault())
                .filter(value -> value.definition().roles().contains(settings.role()))
                .filter(value ->
                        !value.definition().honoured().contains(value.text().orElse("")))
                .map(value -> value.definition().key())
                .toList();
        if (!names.isEmpty()) {
            problems.warning(message + String.join(", ", names));
        }
    }
}

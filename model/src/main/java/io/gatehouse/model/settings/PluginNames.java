package io.gatehouse.model.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the setting {@code plugins}. */
final class PluginNames {
    private PluginNames() {}

    static Set<String> select(List<String> entries, Set<String> bundled) {
        Set<String> names = new LinkedHashSet<>();
        if (entries.isEmpty() || entries.get(0).equals("off")) {
            return names;
        }
        List<String> missing = entries.stream()
                .filter(name -> !name.equals("bundled") && !bundled.contains(name))
                .map(name -> name + " plugin is enabled but not installed; remove it from the setting plugins")
                .toList();
        if (!missing.isEmpty()) {
            throw new SettingsException(missing);
        }
        for (String name : entries) {
            if (name.equals("bundled")) {
                names.addAll(bundled);
            } else {
                names.add(name);
            }
        }
        return names;
    }
}

package io.gatehouse.model.settings;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the user gave, source by source, under the settings' present names. */
final class SettingLayers {

    /** A text and where it was found. */
    record Given(String text, SettingValue.Source source) {}

    private final SettingsTable table;
    private final Problems problems;
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Set<String> directives = new TreeSet<>();

    SettingLayers(SettingsTable table, Problems problems) {
        this.table = table;
        this.problems = problems;
    }

    /** Returns the settings among environment variables, by key. */
    static Map<String, String> settingsOf(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(SettingsTable.ENVIRONMENT_PREFIX))
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        variable -> variable.getKey()
                                .substring(SettingsTable.ENVIRONMENT_PREFIX.length())
                                .toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (one, other) -> other,
                        LinkedHashMap::new));
    }

    /** Adds a source that wins over those added before. Within it, a present name wins over its other names. */
    void add(SettingValue.Source source, Map<String, String> texts) {
        texts.forEach((name, text) -> {
            Optional<String> key = presentName(name);
            if (key.isPresent() && (key.get().equals(name) || !texts.containsKey(key.get()))) {
                given.put(key.get(), new Given(text, source));
            } else if (key.isEmpty()) {
                (name.startsWith("nginx_") ? directives : unknown).add(name);
            }
        });
    }

    Optional<Given> find(String key) {
        return Optional.ofNullable(given.get(key));
    }

    /** Warns of names that mean nothing: one warning for all, and one for each injected nginx directive. */
    void reportUnknown() {
        if (!unknown.isEmpty()) {
            String names = unknown.stream().map(name -> name + suggestion(name)).collect(Collectors.joining(", "));
            problems.warning("unknown settings are ignored: " + names);
        }
        directives.forEach(name -> problems.warning("nginx directive " + name + " has no effect"));
    }

    private Optional<String> presentName(String name) {
        if (table.find(name).isPresent()) {
            return Optional.of(name);
        }
        Optional<String> replacement = table.replacement(name);
        replacement.ifPresent(key ->
                problems.warning("the '" + name + "' configuration property is deprecated, use '" + key + "' instead"));
        return replacement.or(() -> table.aliased(name));
    }

    private String suggestion(String name) {
        return table.definitions().stream()
                .map(SettingDefinition::key)
                .filter(key -> Spelling.isNear(name, key))
                .findFirst()
                .map(key -> " (did you mean " + key + "?)")
                .orElse("");
    }
}

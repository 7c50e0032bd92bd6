package io.gatehouse.model.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All settings there are, as {@code settings.yaml} lists them. */
public final class SettingsTable {
    /** What every environment variable of a setting begins with. */
    public static final String ENVIRONMENT_PREFIX = "KONG_";

    private static final SettingsTable TABLE = read();

    private final Map<String, SettingDefinition> definitions;
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    private SettingsTable(Map<String, SettingDefinition> definitions) {
        this.definitions = Collections.unmodifiableMap(definitions);
        for (SettingDefinition definition : definitions.values()) {
            definition.aliases().forEach(name -> aliases.put(name, definition.key()));
            definition.renamed().forEach(name -> renamed.put(name, definition.key()));
        }
    }

    /** Returns the table; it is read once. */
    public static SettingsTable table() {
        return TABLE;
    }

    /** Returns all definitions in the order of the file. */
    public Collection<SettingDefinition> definitions() {
        return definitions.values();
    }

    /** Returns the definition of a key; former and alternative names are not keys. */
    public Optional<SettingDefinition> find(String key) {
        return Optional.ofNullable(definitions.get(key));
    }

    /** Returns the key that an alternative name stands for. */
    Optional<String> aliased(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    /** Returns the key that replaced a former name. */
    Optional<String> replacement(String formerName) {
        return Optional.ofNullable(renamed.get(formerName));
    }

    private static SettingsTable read() {
        try (InputStream in = SettingsTable.class.getResourceAsStream("settings.yaml")) {
            Map<String, SettingDefinition> definitions = new LinkedHashMap<>();
            for (JsonNode group : YamlDocument.readTexts(in)) {
                for (JsonNode setting : group.path("settings")) {
                    SettingDefinition definition =
                            definition(group.path("group").textValue(), setting);
                    definitions.put(definition.key(), definition);
                }
            }
            return new SettingsTable(definitions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingDefinition definition(String group, JsonNode fields) {
        return new SettingDefinition(
                text(fields, "key").orElseThrow(),
                group,
                SettingDefinition.Type.valueOf(
                        text(fields, "type").orElseThrow().toUpperCase(Locale.ROOT)),
                text(fields, "default"),
                texts(fields, "values"),
                messages(fields),
                Optional.ofNullable(fields.get("range")).map(SettingsTable::range),
                roles(text(fields, "roles").orElseThrow()),
                text(fields, "support")
                        .map(support -> SettingDefinition.Support.valueOf(support.toUpperCase(Locale.ROOT)))
                        .orElse(SettingDefinition.Support.READ),
                texts(fields, "honoured"),
                texts(fields, "aliases"),
                texts(fields, "renamed"),
                text(fields, "secret").map("true"::equals).orElse(false),
                text(fields, "about").orElseThrow());
    }

    private static SettingDefinition.Range range(JsonNode fields) {
        String error = text(fields, "error").orElseThrow();
        return new SettingDefinition.Range(
                number(fields, "min"),
                text(fields, "above").isPresent(),
                number(fields, "max"),
                text(fields, "integer").isPresent(),
                error,
                text(fields, "integer_error").orElse(error));
    }

    private static Set<Role> roles(String letters) {
        Set<Role> roles = new LinkedHashSet<>();
        for (Role role : Role.values()) {
            if (letters.indexOf(role.letter()) >= 0) {
                roles.add(role);
            }
        }
        return Collections.unmodifiableSet(roles);
    }

    private static Optional<String> text(JsonNode fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(JsonNode::textValue);
    }

    private static List<String> texts(JsonNode fields, String name) {
        List<String> texts = new ArrayList<>();
        fields.path(name).forEach(element -> texts.add(element.textValue()));
        return List.copyOf(texts);
    }

    private static Map<String, String> messages(JsonNode fields) {
        Map<String, String> messages = new LinkedHashMap<>();
        fields.path("refused")
                .properties()
                .forEach(refusal ->
                        messages.put(refusal.getKey(), refusal.getValue().textValue()));
        return Collections.unmodifiableMap(messages);
    }

    private static OptionalDouble number(JsonNode fields, String name) {
        return text(fields, name)
                .map(Double::parseDouble)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }
}

package io.gatehouse.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

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
            LoaderOptions options = new LoaderOptions();
            DumperOptions dumper = new DumperOptions();
            Yaml yaml =
                    new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new TextOnly());
            Map<String, SettingDefinition> definitions = new LinkedHashMap<>();
            for (Object group : (List<?>) yaml.load(in)) {
                Map<?, ?> fields = (Map<?, ?>) group;
                for (Object setting : (List<?>) fields.get("settings")) {
                    SettingDefinition definition = definition((String) fields.get("group"), (Map<?, ?>) setting);
                    definitions.put(definition.key(), definition);
                }
            }
            return new SettingsTable(definitions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingDefinition definition(String group, Map<?, ?> fields) {
        return new SettingDefinition(
                text(fields, "key").orElseThrow(),
                group,
                SettingDefinition.Type.valueOf(
                        text(fields, "type").orElseThrow().toUpperCase(Locale.ROOT)),
                text(fields, "default"),
                texts(fields, "values"),
                messages(fields),
                Optional.ofNullable((Map<?, ?>) fields.get("range")).map(SettingsTable::range),
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

    private static SettingDefinition.Range range(Map<?, ?> fields) {
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

    private static Optional<String> text(Map<?, ?> fields, String name) {
        return Optional.ofNullable((String) fields.get(name));
    }

    private static List<String> texts(Map<?, ?> fields, String name) {
        List<?> list = (List<?>) fields.get(name);
        return list == null ? List.of() : list.stream().map(String.class::cast).toList();
    }

    private static Map<String, String> messages(Map<?, ?> fields) {
        Map<String, String> messages = new LinkedHashMap<>();
        Map<?, ?> refused = (Map<?, ?>) fields.get("refused");
        if (refused != null) {
            refused.forEach((value, message) -> messages.put((String) value, (String) message));
        }
        return Collections.unmodifiableMap(messages);
    }

    private static OptionalDouble number(Map<?, ?> fields, String name) {
        return text(fields, name)
                .map(Double::parseDouble)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** Reads every scalar as text: {@code on} and {@code off} are values here, not booleans. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none, so that nothing but text is recognised
        }
    }
}

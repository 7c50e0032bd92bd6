package io.gatehouse.model.settings;

import io.gatehouse.model.vault.VaultException;
import io.gatehouse.model.vault.VaultReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Merges the sources of settings, turns texts into values, and has every rule judge the result. */
final class SettingsReader {
    private static final List<Path> DEFAULT_FILES = List.of(Path.of("/etc/kong/kong.conf"), Path.of("/etc/kong.conf"));

    private final Map<String, String> environment;
    private final boolean mustResolve;
    private final Problems problems = new Problems();
    private final SettingsTable table = SettingsTable.table();
    private Optional<Role> onlyRole = Optional.empty();

    private SettingsReader(Map<String, String> environment, boolean mustResolve) {
        this.environment = environment;
        this.mustResolve = mustResolve;
    }

    static SettingsReader forStart(Map<String, String> environment) {
        return new SettingsReader(environment, true);
    }

    static SettingsReader forCheck(Map<String, String> environment) {
        return new SettingsReader(environment, false);
    }

    /** Demands this role: it is the one when none is given, and another is a problem. */
    SettingsReader only(Role role) {
        onlyRole = Optional.of(role);
        return this;
    }

    Settings read(Optional<Path> file, Map<String, String> overrides) {
        SettingLayers layers = new SettingLayers(table, problems);
        file.or(() -> DEFAULT_FILES.stream().filter(Files::isRegularFile).findFirst())
                .ifPresent(path -> layers.add(SettingValue.Source.FILE, ConfFile.read(path)));
        layers.add(SettingValue.Source.ENVIRONMENT, SettingLayers.settingsOf(environment));
        layers.add(SettingValue.Source.OVERRIDE, overrides);
        onlyRole.ifPresent(role -> demand(role, layers));

        SecretLookup secrets = new SecretLookup(environment, layers);
        Map<String, SettingValue> values = new LinkedHashMap<>();
        for (SettingDefinition definition : table.definitions()) {
            values.put(definition.key(), value(definition, layers, secrets));
        }
        // a value that is wrong by itself is replaced, so that the rules can still judge all the others
        values.replaceAll((key, value) -> makesSense(value) ? value : defaultOf(value.definition()));
        Settings settings = new Settings(
                Collections.unmodifiableMap(values), List.of(), other -> again(other.or(() -> file), overrides));
        SettingsRules.check(settings, values.values(), problems);
        layers.reportUnknown();
        if (!problems.errors().isEmpty()) {
            throw new SettingsException(problems.errors());
        }
        return new Settings(
                Collections.unmodifiableMap(values),
                problems.warnings(),
                other -> again(other.or(() -> file), overrides));
    }

    private Settings again(Optional<Path> file, Map<String, String> overrides) {
        SettingsReader reader = new SettingsReader(environment, mustResolve);
        reader.onlyRole = onlyRole;
        return reader.read(file, overrides);
    }

    private void demand(Role role, SettingLayers layers) {
        String wanted = role.settingValue();
        String given = layers.find("role").map(found -> found.text().strip()).orElse("");
        if (given.isEmpty()) {
            layers.add(SettingValue.Source.OVERRIDE, Map.of("role", wanted));
        } else if (!given.equals(wanted)) {
            problems.error("role is " + given + ", and this program is a " + wanted + "; set role = " + wanted
                    + " or leave it out");
        }
    }

    /** Returns whether the text of a boolean means yes; everything but two words means no. */
    static boolean isOn(String text) {
        return text.equals("on") || text.equals("true");
    }

    private SettingValue value(SettingDefinition definition, SettingLayers layers, SecretLookup secrets) {
        SettingLayers.Given given = layers.find(definition.key())
                .filter(found -> !useDefault(definition, found))
                .orElseGet(() ->
                        new SettingLayers.Given(definition.defaultText().orElse(""), SettingValue.Source.DEFAULT));
        List<String> shown = SettingValue.split(definition, given.text());
        List<String> texts = new ArrayList<>(shown);
        boolean resolved = true;
        for (int i = 0; i < shown.size(); i++) {
            if (VaultReference.isReference(shown.get(i))) {
                try {
                    texts.set(i, secrets.resolve(shown.get(i)));
                } catch (VaultException e) {
                    resolved = false;
                    if (mustResolve) {
                        String option =
                                definition.type().isList() ? definition.key() + '[' + (i + 1) + ']' : definition.key();
                        problems.error("failed to dereference '" + shown.get(i) + "': " + e.getMessage()
                                + " for config option '" + option + "'");
                    }
                }
            }
        }
        return new SettingValue(definition, given.source(), shown, List.copyOf(texts), resolved);
    }

    private boolean useDefault(SettingDefinition definition, SettingLayers.Given given) {
        boolean empty = given.text().isBlank()
                && definition.type().needsValue()
                && definition.defaultText().isPresent();
        if (empty) {
            problems.warning(definition.key() + " is empty; its default "
                    + definition.defaultText().get() + " is used");
        }
        return empty;
    }

    private static SettingValue defaultOf(SettingDefinition definition) {
        List<String> texts =
                SettingValue.split(definition, definition.defaultText().orElse(""));
        return new SettingValue(definition, SettingValue.Source.DEFAULT, texts, texts, true);
    }

    private boolean makesSense(SettingValue value) {
        if (!value.resolved() || value.texts().isEmpty()) {
            return value.resolved();
        }
        int before = problems.errors().size();
        checkType(value);
        return problems.errors().size() == before;
    }

    private void checkType(SettingValue value) {
        SettingDefinition definition = value.definition();
        String text = value.texts().get(0);
        switch (definition.type()) {
            case BOOLEAN -> warnOfOddSwitch(definition, text, List.of("on", "off", "true", "false"));
            case SWITCH -> warnOfOddSwitch(definition, text, List.of("on", "off"));
            case NUMBER -> checkNumber(definition, text);
            case SIZE -> attempt(definition, text, Quantity::bytes);
            case DURATION -> attempt(definition, text, Quantity::duration);
            case ENUM -> {
                if (!definition.values().contains(text)) {
                    problems.error(definition.key() + " has an invalid value: '" + text + "' ("
                            + String.join(", ", definition.values()) + ")");
                }
            }
            case LISTEN, STREAM_LISTEN -> {
                try {
                    listenerSyntax(definition).read(definition.key(), value.texts());
                } catch (IllegalArgumentException e) {
                    problems.error(e.getMessage());
                }
            }
            default -> {
                // any text will do; what it must mean is for the rules to say
            }
        }
    }

    private void warnOfOddSwitch(SettingDefinition definition, String text, List<String> words) {
        if (!words.contains(text)) {
            problems.warning(
                    definition.key() + " = '" + shownText(definition, text) + "' is taken as off; write on or off");
        }
    }

    private void checkNumber(SettingDefinition definition, String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!Double.isFinite(number)) {
            problems.error(definition.key() + " is not a number: '" + shownText(definition, text) + "'");
            return;
        }
        double checked = number;
        definition
                .range()
                .flatMap(range -> range.problem(checked))
                .ifPresent(problem -> problems.error(definition.key() + ' ' + problem));
    }

    private void attempt(SettingDefinition definition, String text, Function<String, ?> parse) {
        try {
            parse.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.error(definition.key() + ": " + e.getMessage());
        }
    }

    private static ListenerSyntax listenerSyntax(SettingDefinition definition) {
        return definition.type() == SettingDefinition.Type.LISTEN ? ListenerSyntax.HTTP : ListenerSyntax.STREAM;
    }

    private static String shownText(SettingDefinition definition, String text) {
        return definition.secret() ? EffectiveConfiguration.MASK : text;
    }
}

package io.gatehouse.model.settings;

import java.util.List;
import java.util.Optional;

/**
 * The value of one setting on this node.
 *
 * @param definition what the setting is
 * @param source where the value comes from
 * @param shown what may be shown to people: the text as given, with references in place of secrets from vaults
 * @param texts the value with references resolved: one text, or the entries of a list; empty when unset
 * @param resolved whether every reference in it could be resolved
 */
record SettingValue(
        SettingDefinition definition, Source source, List<String> shown, List<String> texts, boolean resolved) {

    /** Where a value comes from; a later one wins. */
    enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        OVERRIDE
    }

    /** Returns the only text, or empty when the setting is unset. */
    Optional<String> text() {
        return texts.stream().findFirst();
    }

    /** Returns whether the user gave this value. */
    boolean isSet() {
        return source != Source.DEFAULT;
    }

    /** Returns whether the setting holds the default or something that means the same. */
    boolean isDefault() {
        return definition
                .defaultText()
                .map(text -> texts.equals(split(definition, text)))
                .orElse(texts.isEmpty());
    }

    /** Splits a list setting's text at the commas; any other text is one entry, and blank text none. */
    static List<String> split(SettingDefinition definition, String text) {
        if (!definition.type().isList()) {
            String trimmed = text.strip();
            return trimmed.isEmpty() ? List.of() : List.of(trimmed);
        }
        return List.of(text.split(",")).stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}

package io.gatehouse.model.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One line of {@code settings.yaml}.
 *
 * @param key name in {@code kong.conf}
 * @param group heading it stands under
 * @param type what its text means
 * @param defaultText value when the user says nothing
 * @param values what an enum may be; empty for other types
 * @param refused values that are known and rejected, with the complete error message
 * @param range limits of a number
 * @param roles who reads it
 * @param support whether anything reads it
 * @param honoured values that describe what the product does anyway, though nothing reads the setting
 * @param aliases other names of equal standing
 * @param renamed former names
 * @param secret whether it is masked wherever settings are shown
 * @param about what it does, for readers
 */
public record SettingDefinition(
        String key,
        String group,
        Type type,
        Optional<String> defaultText,
        List<String> values,
        Map<String, String> refused,
        Optional<Range> range,
        Set<Role> roles,
        Support support,
        List<String> honoured,
        List<String> aliases,
        List<String> renamed,
        boolean secret,
        String about) {

    /** What the text of a setting means. */
    public enum Type {
        STRING,
        BOOLEAN,
        SWITCH,
        NUMBER,
        SIZE,
        DURATION,
        LIST,
        ENUM,
        LISTEN,
        STREAM_LISTEN,
        CERTIFICATE,
        CERTIFICATES,
        KEY,
        KEYS;

        /** Returns whether the text is a list with commas between the entries. */
        boolean isList() {
            return switch (this) {
                case LIST, LISTEN, STREAM_LISTEN, CERTIFICATES, KEYS -> true;
                default -> false;
            };
        }

        /** Returns whether an empty value cannot mean anything, so that the default stays. */
        boolean needsValue() {
            return switch (this) {
                case NUMBER, SIZE, DURATION, ENUM, SWITCH -> true;
                default -> false;
            };
        }

        /** Returns whether the value is PEM, a file of it, or base64 of it. */
        boolean isPem() {
            return switch (this) {
                case CERTIFICATE, CERTIFICATES, KEY, KEYS -> true;
                default -> false;
            };
        }
    }

    /** Whether anything in the product reads a setting. */
    public enum Support {
        /** It has its effect. */
        READ,
        /** It is known, and nothing reads it yet. */
        PENDING,
        /** It has no meaning in this product. */
        NONE
    }

    /**
     * Limits of a number.
     *
     * @param min least value, itself allowed unless {@code above}
     * @param above whether the number must be greater than {@code min}
     * @param max greatest value
     * @param integer whether fractions are refused
     * @param error text after the key when the number is outside
     * @param integerError text after the key when it is a fraction
     */
    public record Range(
            OptionalDouble min, boolean above, OptionalDouble max, boolean integer, String error, String integerError) {

        /** Returns what is wrong with a number, without the key. */
        Optional<String> problem(double number) {
            boolean low = min.isPresent() && (above ? number <= min.getAsDouble() : number < min.getAsDouble());
            if (low || max.isPresent() && number > max.getAsDouble()) {
                return Optional.of(error);
            }
            return integer && number != Math.rint(number) ? Optional.of(integerError) : Optional.empty();
        }
    }

    /** Returns the name of the environment variable. */
    public String environmentName() {
        return SettingsTable.ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT);
    }
}

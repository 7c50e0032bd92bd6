package io.gatehouse.proxy.accesslog;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a setting such as {@code proxy_access_log} says: a file and the name of a format.
 *
 * @param file empty when nothing is written
 * @param format name of the format
 */
record LogTarget(Optional<Path> file, String format) {

    /**
     * @param key of the setting; its file may be relative to the prefix, and its format may be left out
     * @param formats what may be named, beside {@code usual}
     * @param usual name of the format that is used when none is named
     * @throws SettingsException for a format that does not exist
     */
    static LogTarget of(Settings settings, String key, Map<String, ?> formats, String usual) {
        String text = settings.text(key).orElse("off").trim();
        String[] words = text.split("\\s+");
        if (words[0].equals("off")) {
            return new LogTarget(Optional.empty(), usual);
        }
        String format = words.length > 1 ? words[1] : usual;
        if (!format.equals(usual) && !formats.containsKey(format)) {
            throw new SettingsException(List.of(key + ": there is no log format '" + format + "'; leave it out for "
                    + usual + (formats.isEmpty() ? "" : ", or name one of " + String.join(", ", formats.keySet()))));
        }
        return new LogTarget(Optional.of(settings.prefix().resolve(words[0])), format);
    }
}

package io.gatehouse.model.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The syntax of {@code kong.conf}: {@code key = value} lines, comments, continuation lines. Quotes belong to the value,
 * and numbers are taken as the text they are.
 */
final class ConfFile {
    private ConfFile() {}

    /**
     * Reads a file; of a repeated key the last line counts.
     *
     * @throws SettingsException when the file does not exist or cannot be read
     */
    static Map<String, String> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new SettingsException(List.of("no file at: " + file));
        } catch (IOException e) {
            throw new SettingsException(List.of("cannot read " + file + ": " + e));
        }
    }

    static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        StringBuilder joined = new StringBuilder();
        boolean inSection = false;
        for (String physical : (text + '\n').split("\r?\n", -1)) {
            if (physical.endsWith("\\")) {
                joined.append(physical, 0, physical.length() - 1);
                continue;
            }
            String line = joined.append(physical).toString().strip();
            joined.setLength(0);
            if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';') {
                continue;
            }
            // Kong files have no sections; what follows such a line belongs to another program
            inSection |= line.charAt(0) == '[' && line.endsWith("]");
            int equals = line.indexOf('=');
            if (equals > 0 && !inSection) {
                String key = line.substring(0, equals).strip().replaceAll("[^A-Za-z0-9_]", "_");
                values.put(key, withoutComment(line.substring(equals + 1)).strip());
            }
        }
        return values;
    }

    private static String withoutComment(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() && value.charAt(i + 1) == '#') {
                out.append('#');
                i++;
            } else if (c == '#') {
                break;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}

package io.gatehouse.model.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The labels a data plane shows to its control plane. */
final class ClusterLabels {
    private static final int MAX_LABELS = 10;
    private static final int MAX_LENGTH = 63;
    private static final Pattern VALUE = Pattern.compile("[a-z0-9]([\\w\\.:-]*[a-z0-9]|)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern KEY = Pattern.compile(
            "(?!kong)(?!konnect)(?!insomnia)(?!mesh)(?!kic)" + VALUE.pattern(), Pattern.CASE_INSENSITIVE);

    private ClusterLabels() {}

    /** Splits each entry at its first colon. */
    static Map<String, String> parse(List<String> entries) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String entry : entries) {
            int colon = entry.indexOf(':');
            labels.put(
                    colon < 0 ? entry : entry.substring(0, colon).strip(),
                    colon < 0 ? "" : entry.substring(colon + 1).strip());
        }
        return labels;
    }

    static void check(List<String> entries, Problems problems) {
        if (entries.size() > MAX_LABELS) {
            problems.error("labels validation failed: count exceeded " + MAX_LABELS + " max elements");
        }
        parse(entries).forEach((key, value) -> {
            check("key", key, KEY, problems);
            check("value", value, VALUE, problems);
        });
    }

    private static void check(String part, String text, Pattern pattern, Problems problems) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            problems.error("label " + part + " validation failed: " + text + " must have between 1 and " + MAX_LENGTH
                    + " characters");
        } else if (!pattern.matcher(text).matches()) {
            problems.error("label " + part + " validation failed: " + text + " is invalid. Must match pattern: "
                    + pattern.pattern());
        }
    }
}

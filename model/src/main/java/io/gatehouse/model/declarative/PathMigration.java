package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.format.PathNormalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rewrites the paths of routes in files of the formats 1.1 and 2.1, which did not mark regular expressions: a path with
 * nothing but plain characters stays a prefix, anything else was a regular expression.
 */
final class PathMigration {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/%-]*");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String UNRESERVED_SIGNS = "-._~";

    private PathMigration() {}

    static void migrate(ObjectNode route) {
        if (!(route.get("paths") instanceof ArrayNode paths)) {
            return;
        }
        for (int i = 0; i < paths.size(); i++) {
            JsonNode path = paths.get(i);
            if (path.isTextual()) {
                paths.set(i, route.textNode(migrate(path.textValue())));
            }
        }
    }

    private static String migrate(String path) {
        if (!path.startsWith("/")) {
            return path;
        }
        return PLAIN.matcher(path).matches()
                ? PathNormalizer.normalize(path, false)
                : "~" + ESCAPE.matcher(path).replaceAll(PathMigration::decoded);
    }

    /** Escapes of unreserved characters are decoded; a full stop then needs protection from being a metacharacter. */
    private static String decoded(java.util.regex.MatchResult escape) {
        char c = (char) Integer.parseInt(escape.group(1), 16);
        boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED_SIGNS.indexOf(c) >= 0);
        if (!unreserved) {
            return Matcher.quoteReplacement(escape.group());
        }
        return Matcher.quoteReplacement(c == '.' || c == '-' ? "\\" + c : String.valueOf(c));
    }
}

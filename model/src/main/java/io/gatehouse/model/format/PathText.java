package io.gatehouse.model.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Paths of services and routes. Their first character and empty segments are checked by the schema's patterns. */
public final class PathText {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9.\\-_~/%:@!$&'()*+,;=]*");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2}).{0,2}", Pattern.DOTALL);

    private PathText() {}

    /** A URI path (RFC 3986 §3.3). */
    public static Optional<String> pathProblem(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            return Optional.of(
                    "invalid path: '" + text + "' (characters outside of the reserved list of RFC 3986 found)");
        }
        return escapeProblem(text);
    }

    /** A path of a route: a plain one must be in normal form already, one that begins with {@code ~} must compile. */
    public static Optional<String> routePathProblem(String text) {
        if (text.startsWith("~")) {
            return regexProblem(text.substring(1));
        }
        Optional<String> problem = escapeProblem(text);
        if (problem.isPresent()) {
            return problem;
        }
        String normal = PathNormalizer.normalize(text, false);
        return normal.equals(text)
                ? Optional.empty()
                : Optional.of("non-normalized path, consider use '" + normal + "' instead");
    }

    private static Optional<String> escapeProblem(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.empty();
        }
        Matcher bad = BAD_ESCAPE.matcher(text);
        return bad.find() ? Optional.of("invalid url-encoded value: '" + bad.group() + "'") : Optional.empty();
    }

    private static Optional<String> regexProblem(String regex) {
        try {
            RegexDialect.check(regex);
            return Optional.empty();
        } catch (PatternSyntaxException invalid) {
            String reason = invalid.getDescription().toLowerCase(java.util.Locale.ROOT);
            return Optional.of("invalid regex: '" + regex + "' (PCRE returned: " + reason + " at offset "
                    + Math.max(invalid.getIndex(), 0) + ")");
        }
    }
}

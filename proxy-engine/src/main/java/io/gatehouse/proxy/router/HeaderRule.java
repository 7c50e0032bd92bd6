package io.gatehouse.proxy.router;

import io.gatehouse.proxy.pattern.Found;
import io.gatehouse.proxy.pattern.SafePattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One header name of a route: any of the request's values equals one of the texts, or holds one of the patterns.
 * Request values are compared in lower case.
 *
 * @param name in lower case
 */
record HeaderRule(String name, Set<String> texts, List<SafePattern> patterns) {
    private static final String PATTERN_MARK = "~*";

    /** Only a value that stands alone may be a pattern, and it keeps its upper case. */
    static HeaderRule traditional(String name, List<String> values) {
        if (values.size() == 1 && values.get(0).startsWith(PATTERN_MARK)) {
            String expression = values.get(0).substring(PATTERN_MARK.length());
            return new HeaderRule(name, Set.of(), List.of(SafePattern.compile(ByteText.of(expression))));
        }
        Set<String> texts = new HashSet<>();
        values.forEach(value -> texts.add(ByteText.lower(ByteText.of(value))));
        return new HeaderRule(name, texts, List.of());
    }

    /** Every value may be a pattern, which is put in lower case. */
    static HeaderRule compatible(String name, List<String> values) {
        Set<String> texts = new HashSet<>();
        List<SafePattern> patterns = new ArrayList<>();
        for (String value : values) {
            if (value.startsWith(PATTERN_MARK)) {
                patterns.add(SafePattern.compile(ByteText.lower(ByteText.of(value.substring(PATTERN_MARK.length())))));
            } else {
                texts.add(ByteText.lower(ByteText.of(value)));
            }
        }
        return new HeaderRule(name, texts, patterns);
    }

    boolean matches(RouteRequest request) {
        List<String> values = request.headers(name);
        for (int i = 0; i < values.size(); i++) {
            String value = ByteText.lower(values.get(i));
            if (texts.contains(value)) {
                return true;
            }
            for (SafePattern pattern : patterns) {
                if (pattern.found(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Groups of the first pattern that is found. */
    Captures captures(RouteRequest request) {
        for (String value : request.headers(name)) {
            String lower = ByteText.lower(value);
            for (SafePattern pattern : patterns) {
                Optional<Found> found = pattern.find(lower);
                if (found.isPresent()) {
                    return Captures.of(found.get());
                }
            }
        }
        return Captures.NONE;
    }

    /** Whether the rule is decided by comparing texts alone. */
    boolean literal() {
        return patterns.isEmpty();
    }
}

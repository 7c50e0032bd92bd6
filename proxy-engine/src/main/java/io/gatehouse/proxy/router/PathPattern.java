package io.gatehouse.proxy.router;

import java.util.List;
import java.util.Optional;

/** A regular expression among a route's {@code paths}. */
sealed interface PathPattern permits TraditionalPathPattern, CompatiblePathPattern {

    /** Text that every matching path begins with. */
    String literalPrefix();

    /** Texts that every matching path holds behind that. */
    List<String> texts();

    /** The texts of a pattern; a plain path has none. */
    static List<String> texts(Optional<PathPattern> pattern) {
        return pattern.map(PathPattern::texts).orElse(List.of());
    }

    boolean matches(String path);

    /** What it matches of a path; empty when it does not match. */
    Optional<Part> match(String path);

    /**
     * The matched part of a path.
     *
     * @param prefix as long as the text to strip from the start; empty when nothing is to be stripped
     */
    record Part(String prefix, Captures captures) {}
}

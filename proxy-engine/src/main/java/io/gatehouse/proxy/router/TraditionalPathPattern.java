package io.gatehouse.proxy.router;

import io.gatehouse.proxy.pattern.Found;
import io.gatehouse.proxy.pattern.LiteralPrefix;
import io.gatehouse.proxy.pattern.LiteralTexts;
import io.gatehouse.proxy.pattern.SafePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Anchored at the start. A group for the remainder of the path is appended to the text of the expression; in an
 * expression with alternatives it therefore belongs to the last one, and a path that matched another keeps its prefix.
 * It works on bytes.
 */
record TraditionalPathPattern(String literalPrefix, List<String> texts, SafePattern pattern) implements PathPattern {
    private static final String REMAINDER = "((?s:.*))";

    static PathPattern of(String expression) {
        String bytes = ByteText.of(expression);
        return new TraditionalPathPattern(
                LiteralPrefix.of(bytes), LiteralTexts.of(bytes), SafePattern.compile(bytes + REMAINDER));
    }

    @Override
    public boolean matches(String path) {
        return pattern.startsText(path);
    }

    @Override
    public Optional<Part> match(String path) {
        return pattern.findAtStart(path).map(found -> part(found, path));
    }

    private static Part part(Found found, String path) {
        List<Optional<String>> groups = found.groups();
        int last = groups.size() - 1;
        String prefix = groups.get(last)
                .map(rest -> path.substring(0, found.end() - rest.length()))
                .orElse("");
        if (last == 0 || groups.get(0).isEmpty()) {
            return new Part(prefix, Captures.NONE);
        }
        return new Part(prefix, captures(groups.subList(0, last), found.names()));
    }

    private static Captures captures(List<Optional<String>> groups, Map<String, Integer> names) {
        List<Optional<String>> texts =
                groups.stream().map(group -> group.map(ByteText::decode)).toList();
        Map<String, String> named = new HashMap<>();
        names.forEach((name, number) -> texts.get(number - 1).ifPresent(text -> named.put(name, text)));
        return new Captures(texts, named);
    }
}

package io.gatehouse.proxy.router;

import io.gatehouse.proxy.pattern.LiteralPrefix;
import io.gatehouse.proxy.pattern.LiteralTexts;
import io.gatehouse.proxy.pattern.SafePattern;
import java.util.List;
import java.util.Optional;

/**
 * Searched for, with {@code ^} put before the text of the expression: in an expression with alternatives only the first
 * is anchored. As many characters as were found are stripped from the start of the path, wherever they were found. It
 * works on Unicode characters.
 */
record CompatiblePathPattern(String literalPrefix, List<String> texts, SafePattern pattern) implements PathPattern {

    static PathPattern of(String expression) {
        return new CompatiblePathPattern(
                ByteText.of(LiteralPrefix.of(expression)),
                LiteralTexts.of(expression).stream().map(ByteText::of).toList(),
                SafePattern.compile("^" + expression));
    }

    @Override
    public boolean matches(String path) {
        return pattern.found(ByteText.decode(path));
    }

    @Override
    public Optional<Part> match(String path) {
        String text = ByteText.decode(path);
        return pattern.find(text)
                .map(found -> new Part(ByteText.of(text.substring(found.start(), found.end())), Captures.of(found)));
    }
}

package io.gatehouse.proxy.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** RE2: time linear in the text. */
record LinearPattern(Pattern pattern, Map<String, Integer> names) implements SafePattern {

    static Optional<SafePattern> tryCompile(String expression) {
        try {
            Pattern pattern = Pattern.compile(expression);
            return Optional.of(new LinearPattern(pattern, Map.copyOf(pattern.namedGroups())));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean found(String text) {
        return pattern.matcher(text).find();
    }

    @Override
    public boolean startsText(String text) {
        return pattern.matcher(text).lookingAt();
    }

    @Override
    public Optional<Found> find(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(found(matcher)) : Optional.empty();
    }

    @Override
    public Optional<Found> findAtStart(String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.lookingAt() ? Optional.of(found(matcher)) : Optional.empty();
    }

    private Found found(Matcher matcher) {
        List<Optional<String>> groups = new ArrayList<>(matcher.groupCount());
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(Optional.ofNullable(matcher.group(i)));
        }
        return new Found(matcher.start(), matcher.end(), groups, names);
    }
}

package io.gatehouse.proxy.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK's backtracking engine, which gives up after {@value #STEPS} looks at the text (about a millisecond): the
 * expression then counts as not found, and the log says so.
 */
record GuardedPattern(Pattern pattern, Map<String, Integer> names) implements SafePattern {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedPattern.class);
    private static final int STEPS = 200_000;

    static SafePattern compile(String expression) {
        GroupNames groups = GroupNames.of(expression);
        try {
            return new GuardedPattern(Pattern.compile(groups.unnamed()), groups.numbers());
        } catch (PatternSyntaxException e) {
            throw new PatternException(expression, e.getDescription(), e);
        }
    }

    @Override
    public boolean found(String text) {
        return run(text, Matcher::find).isPresent();
    }

    @Override
    public boolean startsText(String text) {
        return run(text, Matcher::lookingAt).isPresent();
    }

    @Override
    public Optional<Found> find(String text) {
        return run(text, Matcher::find).map(this::found);
    }

    @Override
    public Optional<Found> findAtStart(String text) {
        return run(text, Matcher::lookingAt).map(this::found);
    }

    private Optional<Matcher> run(String text, Predicate<Matcher> search) {
        Matcher matcher = pattern.matcher(new Steps(text, new int[] {STEPS}));
        try {
            return search.test(matcher) ? Optional.of(matcher) : Optional.empty();
        } catch (TooManySteps | StackOverflowError e) {
            // the engine recurses for each repetition of a group
            LOG.error("gave up on '{}' for a text of {} characters: too many steps", pattern, text.length());
            return Optional.empty();
        }
    }

    private Found found(Matcher matcher) {
        List<Optional<String>> groups = new ArrayList<>(matcher.groupCount());
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(Optional.ofNullable(matcher.group(i)));
        }
        return new Found(matcher.start(), matcher.end(), groups, names);
    }

    /** A text that counts how often it is looked at; the array is shared with what the engine cuts out of it. */
    private record Steps(CharSequence text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw TooManySteps.INSTANCE;
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class TooManySteps extends RuntimeException {
        static final TooManySteps INSTANCE = new TooManySteps();

        private TooManySteps() {
            super("too many steps", null, false, false);
        }
    }
}

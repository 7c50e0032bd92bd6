package io.gatehouse.proxy.pattern;

import java.util.Optional;

/** A regular expression whose running time is bounded whatever the input. Immutable; thread-safe. */
public sealed interface SafePattern permits LinearPattern, GuardedPattern {

    /**
     * Compiles with the linear-time engine; constructs that it lacks (look-around, back references, possessive
     * quantifiers) run on a backtracking engine that gives up after a number of steps.
     *
     * @throws PatternException when neither engine understands it
     */
    static SafePattern compile(String expression) {
        Optional<SafePattern> linear = LinearPattern.tryCompile(expression);
        return linear.isPresent() ? linear.get() : GuardedPattern.compile(expression);
    }

    /** Whether the expression is found anywhere in the text. */
    boolean found(String text);

    /** Whether the expression matches from the first character on; the match may end anywhere. */
    boolean startsText(String text);

    /** The first place where it is found. */
    Optional<Found> find(String text);

    /** The match that begins with the first character; it may end anywhere. */
    Optional<Found> findAtStart(String text);
}

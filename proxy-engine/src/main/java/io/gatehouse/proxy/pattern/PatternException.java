package io.gatehouse.proxy.pattern;

/** A regular expression that cannot be compiled; the message names the expression and what is wrong with it. */
public final class PatternException extends RuntimeException {
    public PatternException(String expression, String reason, Throwable cause) {
        super("invalid regular expression '" + expression + "': " + reason, cause);
    }
}

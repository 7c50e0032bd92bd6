package io.gatehouse.proxy.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * The texts that every match of an expression holds behind its {@linkplain LiteralPrefix first ones}, as far as they can be
 * read off: {@code /users/\d+/orders$} has {@code /orders}. What stands in groups is left out. Where the expression holds
 * something that is not understood here, the reading stops.
 */
public final class LiteralTexts {
    private static final String QUANTIFIERS = "?*+{";
    /** Escapes that stand for one character of a kind, or for a place. */
    private static final String PLAIN_ESCAPES = "dDwWsSbBAzZhHvVR";
    /** What a group that may be passed over begins with behind {@code (?}; flags would change what follows it. */
    private static final String PLAIN_GROUPS = ":P<'=!>";

    /** Shorter ones tell too little to be looked for. */
    private static final int SHORTEST = 2;

    private final String expression;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;
    private int at;

    private LiteralTexts(String expression) {
        this.expression = expression;
    }

    /** The texts, in their order; perhaps less than there are. */
    public static List<String> of(String expression) {
        if (LiteralPrefix.hasAlternatives(expression)) {
            return List.of();
        }
        return new LiteralTexts(expression).read();
    }

    private List<String> read() {
        at = expression.startsWith("^") ? 1 : 0;
        boolean understood = true;
        while (understood && at < expression.length()) {
            understood = step();
        }
        end();
        return List.copyOf(texts);
    }

    /** Reads one element with what repeats it; answers whether the reading may go on. */
    private boolean step() {
        char c = expression.charAt(at);
        boolean literal = false;
        switch (c) {
            case '\\' -> {
                if (at + 1 == expression.length()) {
                    return false;
                }
                c = expression.charAt(at + 1);
                literal = !Character.isLetterOrDigit(c);
                if (!literal && PLAIN_ESCAPES.indexOf(c) < 0) {
                    return false;
                }
                at += 2;
            }
            case '[' -> {
                at = classEnd();
            }
            case '(' -> {
                at = groupEnd();
            }
            case '.', '^', '$' -> at++;
            case '?', '*', '+', '{', ')' -> {
                return false;
            }
            default -> {
                literal = true;
                at++;
            }
        }
        if (at < 0) {
            return false;
        }
        boolean repeated = at < expression.length() && QUANTIFIERS.indexOf(expression.charAt(at)) >= 0;
        if (literal && !repeated) {
            text.append(c);
            return true;
        }
        if (literal && Character.isLowSurrogate(c) && text.length() > 0) {
            // the first half of a character of which the second is left out
            text.setLength(text.length() - 1);
        }
        end();
        return !repeated || passQuantifiers();
    }

    /** What has been read so far is one of the texts, but for the prefix. */
    private void end() {
        if (!first && text.length() >= SHORTEST) {
            texts.add(text.toString());
        }
        first = false;
        text.setLength(0);
    }

    private boolean passQuantifiers() {
        while (at < expression.length() && QUANTIFIERS.indexOf(expression.charAt(at)) >= 0) {
            int close = expression.charAt(at) == '{' ? expression.indexOf('}', at) : at;
            if (close < 0) {
                return false;
            }
            at = close + 1;
        }
        return true;
    }

    /** Past the class that begins here; -1 when it is not a plain one. */
    private int classEnd() {
        int from = expression.startsWith("[^", at) ? at + 2 : at + 1;
        for (int i = from; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> i++;
                case '[' -> {
                    return -1;
                }
                case ']' -> {
                    return i == from ? -1 : i + 1;
                }
                default -> {
                    // one of its characters
                }
            }
        }
        return -1;
    }

    /** Past the group that begins here; -1 when that cannot be told. */
    private int groupEnd() {
        int depth = 0;
        int open = at;
        for (int i = open; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> i++;
                case '[' -> {
                    at = i;
                    i = classEnd() - 1;
                    if (i < 0) {
                        return -1;
                    }
                }
                case '(' -> {
                    boolean flags = expression.startsWith("(?", i)
                            && (i + 2 == expression.length() || PLAIN_GROUPS.indexOf(expression.charAt(i + 2)) < 0);
                    if (flags) {
                        return -1;
                    }
                    depth++;
                }
                case ')' -> {
                    depth--;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
                default -> {
                    // inside the group
                }
            }
        }
        return -1;
    }
}

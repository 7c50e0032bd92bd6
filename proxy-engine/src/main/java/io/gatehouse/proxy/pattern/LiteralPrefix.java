package io.gatehouse.proxy.pattern;

/** The text that every match of an expression begins with, as far as it can be read off. */
public final class LiteralPrefix {
    private static final String META = "\\^$.|?*+()[]{}";

    private LiteralPrefix() {}

    /**
     * @param expression matched from the start of a text
     * @return perhaps less than there is; empty text when there is none
     */
    public static String of(String expression) {
        if (hasAlternatives(expression)) {
            return "";
        }
        StringBuilder prefix = new StringBuilder();
        int i = expression.startsWith("^") ? 1 : 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            int size = 1;
            if (c == '\\' && i + 1 < expression.length() && !Character.isLetterOrDigit(expression.charAt(i + 1))) {
                c = expression.charAt(i + 1);
                size = 2;
            } else if (META.indexOf(c) >= 0) {
                break;
            }
            if (i + size < expression.length() && "?*+{".indexOf(expression.charAt(i + size)) >= 0) {
                if (Character.isLowSurrogate(c)) {
                    // the first half of a character of which the second is left out
                    prefix.setLength(prefix.length() - 1);
                }
                break;
            }
            prefix.append(c);
            i += size;
        }
        return prefix.toString();
    }

    /** Whether there is a {@code |} outside groups. */
    public static boolean hasAlternatives(String expression) {
        if (expression.contains("\\Q")) {
            // quoted text may hold anything; rare enough not to be read here
            return true;
        }
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '(' -> depth += inClass ? 0 : 1;
                case ')' -> depth -= inClass ? 0 : 1;
                case '|' -> {
                    if (depth == 0 && !inClass) {
                        return true;
                    }
                }
                default -> {
                    // a literal
                }
            }
        }
        return false;
    }
}

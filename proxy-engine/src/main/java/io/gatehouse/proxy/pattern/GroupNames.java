package io.gatehouse.proxy.pattern;

import java.util.HashMap;
import java.util.Map;

/**
 * Group names taken out of an expression: the JDK's engine allows neither underscores in names nor the forms
 * {@code (?P<name>…)} and {@code (?'name'…)}.
 *
 * @param unnamed the expression with numbered groups in their place
 * @param numbers group names to numbers
 */
record GroupNames(String unnamed, Map<String, Integer> numbers) {

    static GroupNames of(String expression) {
        StringBuilder out = new StringBuilder(expression.length());
        Map<String, Integer> numbers = new HashMap<>();
        int groups = 0;
        boolean inClass = false;
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                int end = inClass ? -1 : namedReference(expression, i, numbers, out);
                if (end < 0) {
                    out.append(c).append(expression.charAt(i + 1));
                    end = i + 2;
                }
                i = end;
                continue;
            }
            if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '(' && !inClass) {
                int nameAt = nameStart(expression, i);
                if (nameAt > 0) {
                    char close = expression.charAt(nameAt - 1) == '\'' ? '\'' : '>';
                    int nameEnd = expression.indexOf(close, nameAt);
                    if (nameEnd > 0) {
                        numbers.put(expression.substring(nameAt, nameEnd), ++groups);
                        out.append('(');
                        i = nameEnd + 1;
                        continue;
                    }
                } else if (i + 1 >= expression.length() || expression.charAt(i + 1) != '?') {
                    groups++;
                }
            }
            out.append(c);
            i++;
        }
        return new GroupNames(out.toString(), Map.copyOf(numbers));
    }

    /** Position of the name of the group that opens at {@code open}; 0 when it has none. */
    private static int nameStart(String expression, int open) {
        if (expression.startsWith("(?P<", open)) {
            return open + 4;
        }
        if (expression.startsWith("(?'", open)) {
            return open + 3;
        }
        boolean name = expression.startsWith("(?<", open)
                && !expression.startsWith("(?<=", open)
                && !expression.startsWith("(?<!", open);
        return name ? open + 3 : 0;
    }

    /** Replaces {@code \k<name>} by a number; answers where it ends, -1 when there is none. */
    private static int namedReference(String expression, int at, Map<String, Integer> numbers, StringBuilder out) {
        if (!expression.startsWith("\\k<", at)) {
            return -1;
        }
        int end = expression.indexOf('>', at);
        Integer number = end < 0 ? null : numbers.get(expression.substring(at + 3, end));
        if (number == null) {
            return -1;
        }
        // the empty group keeps a following digit from joining the number
        out.append('\\').append(number).append("(?:)");
        return end + 1;
    }
}

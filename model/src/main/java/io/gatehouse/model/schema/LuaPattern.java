package io.gatehouse.model.schema;

import java.util.regex.Pattern;

/**
 * The pattern language of {@code match} rules. Schemas show their patterns to clients in it, so it is kept and
 * translated: {@code %a}-style classes, sets, anchors, and the quantifiers {@code * + - ?} ({@code -} is the lazy one).
 * Balanced matches, frontiers and back-references do not occur in schemas and are refused.
 */
final class LuaPattern {
    private static final String QUANTIFIERS = "*+?-";

    private LuaPattern() {}

    /** The equivalent JDK pattern, to be used with {@code find}. */
    static Pattern compile(String pattern) {
        StringBuilder regex = new StringBuilder();
        boolean anchored = pattern.startsWith("^");
        regex.append(anchored ? "\\A" : "");
        int i = anchored ? 1 : 0;
        // only right after an item is a sign a quantifier; after another quantifier it stands for itself
        boolean afterItem = false;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (afterItem && QUANTIFIERS.indexOf(c) >= 0) {
                regex.append(c == '-' ? "*?" : c);
                afterItem = false;
                i++;
            } else if (c == '[') {
                i = appendSet(pattern, i, regex);
                afterItem = true;
            } else {
                boolean escape = c == '%';
                regex.append(escape ? escaped(pattern, i + 1) : plain(pattern, i));
                afterItem = c != '(' && c != ')';
                i += escape ? 2 : 1;
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String plain(String pattern, int at) {
        char c = pattern.charAt(at);
        if (c == '$' && at == pattern.length() - 1) {
            return "\\z";
        }
        return c == '.' || c == '(' || c == ')' ? String.valueOf(c) : Pattern.quote(String.valueOf(c));
    }

    private static int appendSet(String pattern, int start, StringBuilder regex) {
        int i = start + 1;
        regex.append('[');
        if (pattern.charAt(i) == '^') {
            regex.append('^');
            i++;
        }
        boolean first = true;
        while (first || pattern.charAt(i) != ']') {
            first = false;
            char c = pattern.charAt(i);
            if (c == '%') {
                regex.append(escaped(pattern, i + 1));
                i += 2;
            } else if (c == '-' && isRange(pattern, i)) {
                regex.append('-');
                i++;
            } else {
                regex.append(Character.isLetterOrDigit(c) ? "" : "\\").append(c);
                i++;
            }
        }
        regex.append(']');
        return i + 1;
    }

    /** A hyphen between two plain characters makes a range; next to a class or a bracket it stands for itself. */
    private static boolean isRange(String pattern, int at) {
        char before = pattern.charAt(at - 1);
        char after = pattern.charAt(at + 1);
        boolean afterClass = at >= 2 && pattern.charAt(at - 2) == '%';
        return before != '[' && !afterClass && after != ']' && after != '%';
    }

    private static String escaped(String pattern, int at) {
        if (at >= pattern.length()) {
            throw new MalformedSchemaException("pattern '" + pattern + "' ends with %");
        }
        char c = pattern.charAt(at);
        return switch (c) {
            case 'a' -> "\\p{Alpha}";
            case 'A' -> "\\P{Alpha}";
            case 'c' -> "\\p{Cntrl}";
            case 'd' -> "\\d";
            case 'D' -> "\\D";
            case 'g' -> "\\p{Graph}";
            case 'l' -> "\\p{Lower}";
            case 'p' -> "\\p{Punct}";
            case 's' -> "\\s";
            case 'S' -> "\\S";
            case 'u' -> "\\p{Upper}";
            case 'w' -> "\\p{Alnum}";
            case 'W' -> "\\P{Alnum}";
            case 'x' -> "\\p{XDigit}";
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw new MalformedSchemaException(
                            "pattern '" + pattern + "' uses %" + c + ", which is unsupported");
                }
                yield "\\" + c;
            }
        };
    }
}

package io.gatehouse.model.error;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Prints keys and error trees inside messages, in the notation that clients of the Admin API know: {@code {id="x"}}.
 * Lists come without keys, {@code null} positions of a list are holes (later elements are then printed as
 * {@code [3]=...}), members are sorted by the bytes of their names. Thread-safe.
 */
public final class TreePrinter {
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");
    private static final Pattern LONG_BRACKET = Pattern.compile("[\\[\\]]=*[\\[\\]]");

    private final boolean compact;
    private final String nullText;

    private TreePrinter(boolean compact, String nullText) {
        this.compact = compact;
        this.nullText = nullText;
    }

    /** One line without blanks; used for keys, references and declarative errors. */
    public static String compact(JsonNode value) {
        return new TreePrinter(true, "\"userdata: NULL\"").print(value, 0);
    }

    /** As {@link #compact}, with a bare {@code null}; used for unique keys only. */
    public static String compactKey(JsonNode value) {
        return new TreePrinter(true, "null").print(value, 0);
    }

    /** Several lines, two blanks a level; used for errors deeper than two levels. */
    public static String lines(JsonNode value) {
        return new TreePrinter(false, "\"userdata: NULL\"").print(value, 0);
    }

    /** Member names in byte order, which is what a reader of two error messages compares. */
    static List<String> sortedNames(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.sort(Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), TreePrinter::compareBytes));
        return names;
    }

    private static int compareBytes(byte[] left, byte[] right) {
        return java.util.Arrays.compareUnsigned(left, right);
    }

    private String print(JsonNode value, int depth) {
        if (value.isTextual()) {
            return quote(value.textValue());
        }
        if (value.isNull() || value.isMissingNode()) {
            return nullText;
        }
        if (value.isNumber()) {
            return number(value);
        }
        if (!value.isContainerNode()) {
            return value.asText();
        }
        List<String> entries = value.isArray() ? elements(value, depth + 1) : members(value, depth + 1);
        if (entries.isEmpty()) {
            return "{}";
        }
        if (compact) {
            return "{" + String.join(",", entries) + "}";
        }
        String indent = "  ".repeat(depth + 1);
        return "{\n" + indent + String.join(",\n" + indent, entries) + "\n" + "  ".repeat(depth) + "}";
    }

    private List<String> elements(JsonNode array, int depth) {
        List<String> entries = new ArrayList<>();
        boolean hole = false;
        for (int i = 0; i < array.size(); i++) {
            JsonNode element = array.get(i);
            if (element.isNull()) {
                hole = true;
            } else {
                String text = print(element, depth);
                entries.add(hole ? "[" + (i + 1) + "]" + equalsSign() + text : text);
            }
        }
        return entries;
    }

    private List<String> members(JsonNode object, int depth) {
        List<String> entries = new ArrayList<>();
        for (String name : sortedNames(object)) {
            entries.add(key(name) + equalsSign() + print(object.get(name), depth));
        }
        return entries;
    }

    private String equalsSign() {
        return compact ? "=" : " = ";
    }

    private static String key(String name) {
        boolean bare = BARE_KEY.matcher(name).matches() && !KEYWORDS.contains(name);
        return bare ? name : "[" + quote(name) + "]";
    }

    private static String quote(String text) {
        if (text.indexOf('\n') >= 0 || LONG_BRACKET.matcher(text).find()) {
            return longBracket(text);
        }
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append('\\').append((int) c);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static String longBracket(String text) {
        String fill = "";
        while (text.contains("]" + fill + "]")) {
            fill += "=";
        }
        // the first line break after an opening bracket is not part of the text, so one is added before it
        String lead = text.startsWith("\n") ? "\n" : "";
        return "[" + fill + "[" + lead + text + "]" + fill + "]";
    }

    private static String number(JsonNode value) {
        BigDecimal decimal = value.decimalValue().round(new MathContext(14)).stripTrailingZeros();
        return decimal.precision() - decimal.scale() > 15 || decimal.scale() > 17
                ? decimal.toString()
                : decimal.toPlainString();
    }
}

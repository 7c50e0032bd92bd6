package io.gatehouse.model.admin.input;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a form field, taken apart: {@code config.headers[x.y]} is {@code config}, {@code headers}, {@code x.y}.
 *
 * @param steps at least one; what stands in brackets is taken verbatim, dots included
 * @param append whether the name ended with {@code []}
 */
record FieldName(List<String> steps, boolean append) {

    /** Deeper names are no field of any schema, and would only exhaust the stack. */
    private static final int MAX_STEPS = 64;

    /**
     * Takes a decoded name apart. A name that follows no syntax (dots at an end, an open bracket, too many steps) is one
     * step, which no schema knows.
     */
    static FieldName parse(String name) {
        if (name.startsWith(".") || name.endsWith(".") || name.startsWith("[")) {
            return literal(name);
        }
        List<String> steps = new ArrayList<>();
        boolean append = false;
        int at = 0;
        while (at < name.length()) {
            int end;
            if (name.charAt(at) == '[') {
                end = name.indexOf(']', at);
                if (end < 0) {
                    return literal(name);
                }
                String key = name.substring(at + 1, end);
                if (key.isEmpty() && end == name.length() - 1) {
                    append = true;
                } else {
                    steps.add(key);
                }
                end++;
            } else {
                int from = name.charAt(at) == '.' ? at + 1 : at;
                end = nextDelimiter(name, from);
                steps.add(name.substring(from, end));
            }
            at = end;
        }
        return steps.size() > MAX_STEPS ? literal(name) : new FieldName(List.copyOf(steps), append);
    }

    private static FieldName literal(String name) {
        return new FieldName(List.of(name), false);
    }

    private static int nextDelimiter(String name, int from) {
        for (int i = from; i < name.length(); i++) {
            if (name.charAt(i) == '.' || name.charAt(i) == '[') {
                return i;
            }
        }
        return name.length();
    }
}

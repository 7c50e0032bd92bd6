package io.gatehouse.model.admin.paging;

import io.gatehouse.model.error.EntityException;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** The {@code size} parameter of lists. */
final class PageSize {
    static final int DEFAULT = 100;
    static final int MAX = 1000;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]{1,8}");

    private PageSize() {}

    /**
     * Reads a size; stock control planes take every numeral of Lua, so {@code 1e2} and {@code 0x10} count.
     *
     * @throws EntityException code 9 when it is no whole number of 1 to 1000
     */
    static int parse(String text) {
        double size = number(text.strip()).orElseThrow(() -> EntityException.invalidSize("size must be a number"));
        if (size != Math.rint(size) || size < 1 || size > MAX) {
            throw EntityException.invalidSize("size must be an integer between 1 and " + MAX);
        }
        return (int) size;
    }

    /** As {@link #parse}, but more than the most is the most. */
    static int parseClamped(String text) {
        return number(text.strip()).orElse(0) > MAX ? MAX : parse(text);
    }

    private static OptionalDouble number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return OptionalDouble.of(Double.parseDouble(text));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return OptionalDouble.of(Long.decode(text));
        }
        return OptionalDouble.empty();
    }
}

package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.admin.errors.MessageException;
import java.util.Locale;

/**
 * How sizes are shown.
 *
 * @param letter of {@code k}, {@code m}, {@code g} or {@code b}
 * @param scale decimals
 */
record ByteUnit(char letter, int scale) {
    private static final int MAX_SCALE = 15;

    /**
     * Reads the query parameters {@code unit} and {@code scale}.
     *
     * @throws MessageException 400 when they cannot be
     */
    static ByteUnit parse(String unit, String scale) {
        String letter = unit.toLowerCase(Locale.ROOT);
        if (!letter.equals("k") && !letter.equals("m") && !letter.equals("g") && !letter.equals("b")) {
            throw new MessageException(400, "invalid unit '" + unit + "' (expected 'k/K', 'm/M', or 'g/G')");
        }
        return new ByteUnit(letter.charAt(0), decimals(scale));
    }

    private static int decimals(String scale) {
        try {
            double number = Double.parseDouble(scale);
            if (number >= 0) {
                return (int) Math.min(number, MAX_SCALE);
            }
        } catch (NumberFormatException notANumber) {
            // answered below
        }
        throw new MessageException(400, "scale must be equal or greater than 0");
    }

    /** A number for bytes, text with the unit otherwise. */
    JsonNode format(long bytes) {
        return switch (letter) {
            case 'k' -> text(bytes, 1L << 10, "KiB");
            case 'm' -> text(bytes, 1L << 20, "MiB");
            case 'g' -> text(bytes, 1L << 30, "GiB");
            default -> LongNode.valueOf(bytes);
        };
    }

    private TextNode text(long bytes, long size, String name) {
        return TextNode.valueOf(String.format(Locale.ROOT, "%." + scale + "f %s", (double) bytes / size, name));
    }
}

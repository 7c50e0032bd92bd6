package io.gatehouse.proxy.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;

/**
 * How {@code /status} prints sizes.
 *
 * @param unit {@code b}, {@code k}, {@code m} or {@code g}
 * @param scale digits after the point; 0 or more
 */
record SizeFormat(char unit, int scale) {
    private static final int MAX_SCALE = 12;

    /**
     * @param unit as given by the client; empty text means the default {@code m}
     * @param scale as given by the client; what is no number means the default 2
     * @throws IllegalArgumentException with the answer's message
     */
    static SizeFormat parse(String unit, String scale) {
        String letter = unit.isEmpty() ? "m" : unit.toLowerCase(Locale.ROOT);
        if (letter.length() != 1 || "bkmg".indexOf(letter.charAt(0)) < 0) {
            throw new IllegalArgumentException("invalid unit '" + unit + "' (expected 'k/K', 'm/M', or 'g/G')");
        }
        return new SizeFormat(letter.charAt(0), parseScale(scale));
    }

    private static int parseScale(String text) {
        int scale;
        try {
            scale = (int) Math.floor(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return 2;
        }
        if (scale < 0) {
            throw new IllegalArgumentException("scale must be equal or greater than 0");
        }
        return Math.min(scale, MAX_SCALE);
    }

    JsonNode print(long bytes) {
        return switch (unit) {
            case 'b' -> LongNode.valueOf(bytes);
            case 'k' -> text(bytes / 1024.0, "KiB");
            case 'g' -> text(bytes / (1024.0 * 1024 * 1024), "GiB");
            default -> text(bytes / (1024.0 * 1024), "MiB");
        };
    }

    private TextNode text(double size, String suffix) {
        return TextNode.valueOf(String.format(Locale.ROOT, "%." + scale + "f %s", size, suffix));
    }
}

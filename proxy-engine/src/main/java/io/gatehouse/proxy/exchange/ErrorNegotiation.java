package io.gatehouse.proxy.exchange;

import java.util.OptionalDouble;

/** Chooses the form of an error by the request's {@code Accept} (RFC 9110 §12.5.1). */
final class ErrorNegotiation {
    private ErrorNegotiation() {}

    /**
     * The form of the range with the highest weight, the first one of equals; JSON for ranges that are not known, and
     * where none is acceptable.
     */
    static ErrorType choose(String accept) {
        double best = 0;
        ErrorType chosen = ErrorType.JSON;
        for (String entry : accept.split(",")) {
            String[] parts = entry.split(";");
            String range = parts[0].trim();
            if (range.indexOf('/') <= 0) {
                continue;
            }
            double weight = weight(parts);
            if (weight > best) {
                best = weight;
                chosen = ErrorType.ofMediaType(range).orElse(ErrorType.JSON);
            }
        }
        return chosen;
    }

    /** The weight (RFC 9110 §12.4.2); what is not one is a parameter like others, and those do not count. */
    private static double weight(String[] parts) {
        double weight = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                weight = thousandths(parameter, 2).orElse(weight);
            }
        }
        return weight;
    }

    /** A weight with at most three decimals; empty for text that does not begin with one. */
    private static OptionalDouble thousandths(String text, int start) {
        if (start == text.length() || text.charAt(start) != '0') {
            return start < text.length() && text.charAt(start) == '1' ? OptionalDouble.of(1) : OptionalDouble.empty();
        }
        double value = 0;
        double unit = 0.1;
        int decimals = start + 2;
        for (int i = decimals; i < Math.min(text.length(), decimals + 3) && text.charAt(start + 1) == '.'; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value += digit * unit;
            unit /= 10;
        }
        return OptionalDouble.of(value);
    }
}

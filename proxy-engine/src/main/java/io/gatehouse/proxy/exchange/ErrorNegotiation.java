package io.gatehouse.proxy.exchange;

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

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2).trim());
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}

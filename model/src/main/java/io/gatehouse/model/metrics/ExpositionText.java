package io.gatehouse.model.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics in Prometheus' text format 0.0.4, families in order of their names. A family without samples is not written. Not
 * thread-safe.
 */
public final class ExpositionText {
    public static final String CONTENT_TYPE = "text/plain; charset=UTF-8";

    private static final String PREFIX = "kong_";
    private static final double LARGE = 1e15;
    private static final MathContext DIGITS = new MathContext(14);

    private final Map<String, StringBuilder> families = new TreeMap<>();

    /** @param name without the prefix that all names have */
    public Family gauge(String name, String help) {
        return new Family(PREFIX + name, help, "gauge");
    }

    /** As {@link #gauge}. */
    public Family counter(String name, String help) {
        return new Family(PREFIX + name, help, "counter");
    }

    /** As {@link #gauge}. */
    public Family histogram(String name, String help) {
        return new Family(PREFIX + name, help, "histogram");
    }

    /**
     * Labels as they stand between the braces of a sample.
     *
     * @param namesAndValues in turn, in their order
     */
    public static String labels(String... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(namesAndValues[i])
                    .append("=\"")
                    .append(escaped(namesAndValues[i + 1]))
                    .append('"');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                families.values().stream().mapToInt(StringBuilder::length).sum());
        families.values().forEach(text::append);
        return text.toString();
    }

    /** One family. */
    public final class Family {
        private final String name;
        private final String help;
        private final String type;

        private Family(String name, String help, String type) {
            this.name = name;
            this.help = help;
            this.type = type;
        }

        /** @param namesAndValues labels in turn, in their order */
        public Family sample(double value, String... namesAndValues) {
            return line("", labels(namesAndValues), value);
        }

        /**
         * A sample whose labels were written before.
         *
         * @param suffix of the family's name, as {@code _sum}; usually empty
         * @param labels see {@link ExpositionText#labels}
         */
        public Family line(String suffix, String labels, double value) {
            StringBuilder text = families.computeIfAbsent(
                    name,
                    absent ->
                            new StringBuilder("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n"));
            text.append(name).append(suffix);
            if (!labels.isEmpty()) {
                text.append('{').append(labels).append('}');
            }
            text.append(' ').append(number(value)).append('\n');
            return this;
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LARGE) {
            return Long.toString((long) value);
        }
        return new BigDecimal(value)
                .round(DIGITS)
                .stripTrailingZeros()
                .toString()
                .toLowerCase(Locale.ROOT);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

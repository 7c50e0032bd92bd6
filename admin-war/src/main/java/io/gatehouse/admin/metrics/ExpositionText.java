package io.gatehouse.admin.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gauges in Prometheus' text format 0.0.4, families in order of their names. Not thread-safe. */
final class ExpositionText {
    static final String CONTENT_TYPE = "text/plain; charset=UTF-8";

    private static final double LARGE = 1e15;
    private static final MathContext DIGITS = new MathContext(14);

    private final Map<String, StringBuilder> families = new TreeMap<>();

    /** A family that gets its samples from {@link Gauge#sample}; it is not written while it has none. */
    Gauge gauge(String name, String help) {
        return new Gauge(name, help);
    }

    @Override
    public String toString() {
        return String.join("", families.values());
    }

    /** One family. */
    final class Gauge {
        private final String name;
        private final String help;

        private Gauge(String name, String help) {
            this.name = "kong_" + name;
            this.help = help;
        }

        /** @param namesAndValues labels, in their order */
        Gauge sample(double value, String... namesAndValues) {
            StringBuilder text = families.computeIfAbsent(
                    name, absent -> new StringBuilder("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n"));
            text.append(name);
            String separator = "{";
            for (int i = 0; i < namesAndValues.length; i += 2) {
                text.append(separator)
                        .append(namesAndValues[i])
                        .append("=\"")
                        .append(escaped(namesAndValues[i + 1]))
                        .append('"');
                separator = ",";
            }
            text.append(namesAndValues.length == 0 ? " " : "} ")
                    .append(number(value))
                    .append('\n');
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

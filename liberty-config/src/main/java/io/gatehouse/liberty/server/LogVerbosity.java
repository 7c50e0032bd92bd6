package io.gatehouse.liberty.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Liberty logs at a {@code log_level}: what the console shows, and what is traced. {@code messages.log} always has all
 * from info on.
 *
 * @param console least level of the console, in Liberty's words
 * @param trace Liberty's trace specification; what is below info goes to {@code trace.log}
 */
public record LogVerbosity(String console, String trace) {
    private static final String NO_TRACE = "*=info";
    private static final String PREFIX = "com.ibm.ws.logging.";

    /** The verbosity of a {@code log_level}; what only differs above error is error. */
    public static LogVerbosity of(String logLevel) {
        return switch (logLevel) {
            case "debug" -> new LogVerbosity("INFO", NO_TRACE + ":io.gatehouse.*=all");
            case "info" -> new LogVerbosity("INFO", NO_TRACE);
            case "notice" -> new LogVerbosity("AUDIT", NO_TRACE);
            case "warn" -> new LogVerbosity("WARNING", NO_TRACE);
            default -> new LogVerbosity("ERROR", NO_TRACE);
        };
    }

    /** The same as variables that Liberty reads before its configuration. */
    public Map<String, String> variables() {
        return Map.of(PREFIX + "console.log.level", console, PREFIX + "trace.specification", trace);
    }

    /** The same as a document of Liberty's configuration. */
    String document() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("consoleLogLevel", console);
        attributes.put("traceSpecification", trace);
        return new ConfigurationXml().element("logging", attributes).toString();
    }
}

package io.gatehouse.liberty;

import java.util.Map;

/** Maps {@code log_level} to Liberty's logging: what the console shows; {@code messages.log} always has all from info on. */
final class LogLevels {
    private static final String PREFIX = "com.ibm.ws.logging.";

    private LogLevels() {}

    static Map<String, String> of(String logLevel) {
        return switch (logLevel) {
            case "debug" ->
                Map.of(
                        PREFIX + "console.log.level",
                        "INFO",
                        PREFIX + "trace.specification",
                        "*=info:io.gatehouse.*=all");
            case "info" -> Map.of(PREFIX + "console.log.level", "INFO");
            case "notice" -> Map.of(PREFIX + "console.log.level", "AUDIT");
            case "warn" -> Map.of(PREFIX + "console.log.level", "WARNING");
            default -> Map.of(PREFIX + "console.log.level", "ERROR");
        };
    }
}

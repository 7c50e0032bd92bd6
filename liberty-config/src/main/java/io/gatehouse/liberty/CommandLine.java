package io.gatehouse.liberty;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of the control plane: {@code -c/--conf <file>} and {@code -p/--prefix <folder>}.
 *
 * @param file the configuration file, when one is named
 * @param overrides settings that win over the environment and the file
 */
record CommandLine(Optional<Path> file, Map<String, String> overrides) {

    /**
     * @throws StartException for an argument that is unknown or lacks its value
     */
    static CommandLine parse(String... arguments) {
        Optional<Path> file = Optional.empty();
        Map<String, String> overrides = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].split("=", 2)[0];
            String value;
            if (arguments[i].startsWith("--") && arguments[i].contains("=")) {
                value = arguments[i].substring(name.length() + 1);
            } else if (i + 1 < arguments.length) {
                value = arguments[++i];
            } else {
                value = "";
            }
            switch (name) {
                case "-c", "--conf" -> file = Optional.of(Path.of(required(name, value)));
                case "-p", "--prefix" -> overrides.put("prefix", required(name, value));
                default ->
                    throw new StartException(
                            "unrecognized parameter: " + name + "; use -c <configuration file> and -p <prefix>");
            }
        }
        return new CommandLine(file, overrides);
    }

    private static String required(String name, String value) {
        if (value.isEmpty()) {
            throw new StartException(name + " needs a value");
        }
        return value;
    }
}

package io.gatehouse.cluster.settings;

import io.gatehouse.model.settings.Role;
import io.gatehouse.model.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of this process, read once: from the environment and from the file that the system property
 * {@code gatehouse.conf} names (or the usual places of {@code kong.conf}). The launcher hands over what its command line
 * overrides as system properties {@code gatehouse.override.<setting>}.
 */
final class NodeSettings {
    private static final String FILE = "gatehouse.conf";
    private static final String OVERRIDE = "gatehouse.override.";

    private NodeSettings() {}

    static Settings settings() {
        return Holder.SETTINGS;
    }

    private static Settings load() {
        Map<String, String> overrides = new HashMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(OVERRIDE)) {
                overrides.put(name.substring(OVERRIDE.length()), System.getProperty(name));
            }
        }
        return Settings.loadAs(
                Role.CONTROL_PLANE,
                System.getenv(),
                Optional.ofNullable(System.getProperty(FILE)).map(Path::of),
                overrides);
    }

    private static final class Holder {
        private static final Settings SETTINGS = load();
    }
}

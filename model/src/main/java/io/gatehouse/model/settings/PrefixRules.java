package io.gatehouse.model.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** Rules of a node's place on disk and of its identity. */
final class PrefixRules {
    private PrefixRules() {}

    static void check(Settings settings, Problems problems) {
        Optional<String> prefix = settings.text("prefix");
        if (prefix.isEmpty()) {
            problems.error("prefix must be specified; give a directory the node may write to");
        } else {
            Path path = settings.prefix();
            if (Files.exists(path) && !Files.isDirectory(path)) {
                problems.error(path + " is not a directory");
            }
        }
        settings.text("node_id").ifPresent(id -> {
            if (!isUuid(id)) {
                problems.error("node_id must be a valid UUID");
            }
        });
    }

    private static boolean isUuid(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

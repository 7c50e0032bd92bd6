package io.gatehouse.model.entity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Some plugin files of this project, which this module must understand but does not depend on: those that need nothing
 * but this module. The plugins' own module tests all of them.
 */
public final class BundledPlugins {
    private static final Path ROOT = Path.of("../plugins/src/main/java/io/gatehouse/plugins");
    private static final List<String> FILES = List.of(
            "keyauth/key-auth.yaml",
            "requesttermination/request-termination.yaml",
            "correlationid/correlation-id.yaml",
            "filelog/file-log.yaml");

    private BundledPlugins() {}

    public static List<PluginDefinition> all() {
        return FILES.stream().map(BundledPlugins::read).toList();
    }

    public static EntityCatalog catalog() {
        return EntityCatalog.of(all());
    }

    private static PluginDefinition read(String file) {
        try (InputStream yaml = Files.newInputStream(ROOT.resolve(file))) {
            return PluginDefinition.read(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

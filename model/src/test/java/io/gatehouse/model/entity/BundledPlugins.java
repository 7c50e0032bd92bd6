package io.gatehouse.model.entity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugin files of this project, which this module must understand but does not depend on. */
public final class BundledPlugins {
    private static final Path ROOT = Path.of("../plugins/src/main/java");

    private BundledPlugins() {}

    public static List<PluginDefinition> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(BundledPlugins::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static EntityCatalog catalog() {
        return EntityCatalog.of(all());
    }

    private static PluginDefinition read(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return PluginDefinition.read(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.gatehouse.plugins.bundled;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.PluginType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Reads what is known of plugins from their YAML files; handlers are not touched. */
public final class BundledPlugins {
    private static final String INDEX = "index";
    private static final String COMMENT = "#";
    private static final String ROOT = "/io/gatehouse/plugins/";

    private BundledPlugins() {}

    /** Every plugin of this build, and those of others that announce themselves; each once, by name. */
    public static Collection<PluginDefinition> definitions() {
        Map<String, PluginDefinition> definitions = new TreeMap<>();
        files().forEach(file -> {
            PluginDefinition definition = read(file);
            definitions.put(definition.name(), definition);
        });
        // the caller's context may not see the application's libraries; the loader of the plugin API does
        ServiceLoader.load(PluginType.class, PluginType.class.getClassLoader()).stream()
                .filter(provider -> !isBundled(provider.type()))
                .map(provider -> provider.get().definition())
                .forEach(definition -> definitions.put(definition.name(), definition));
        return definitions.values();
    }

    /** What the index has already need not be read twice. */
    private static boolean isBundled(Class<?> type) {
        return type.getPackageName().startsWith(ROOT.substring(1).replace('/', '.'));
    }

    static List<String> files() {
        try (InputStream index = BundledPlugins.class.getResourceAsStream(INDEX)) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The index of plugins cannot be read", unreadable);
        }
    }

    private static PluginDefinition read(String file) {
        try (InputStream yaml = BundledPlugins.class.getResourceAsStream(ROOT + file)) {
            return PluginDefinition.read(yaml);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The plugin schema " + file + " cannot be read", unreadable);
        }
    }
}

package io.gatehouse.plugins.bundled;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.PluginType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** Reads what is known of plugins from their YAML files; handlers are not touched. */
public final class BundledPlugins {
    private static final String INDEX = "index";
    private static final String COMMENT = "#";
    private static final String ROOT = "/io/gatehouse/plugins/";

    private BundledPlugins() {}

    /** The names of the plugins of this build, with a handler or without. */
    public static Set<String> names() {
        return index().keySet();
    }

    /** The names of those that have entities of their own, such as credentials. */
    public static Set<String> namesWithEntities() {
        Map<String, List<String>> index = index();
        index.values().removeIf(List::isEmpty);
        return index.keySet();
    }

    /** Every plugin of this build, and those of others that announce themselves; each once, by name. */
    public static Collection<PluginDefinition> definitions() {
        return definitions(true);
    }

    /**
     * As {@link #definitions()}.
     *
     * @param extended with what plugins of this build have beyond those of the same name elsewhere
     */
    public static Collection<PluginDefinition> definitions(boolean extended) {
        Map<String, PluginDefinition> definitions = new TreeMap<>();
        names().forEach(name -> definitions.put(name, definition(name, extended)));
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

    /**
     * One plugin of this build.
     *
     * @param name one of {@link #names}
     */
    public static PluginDefinition definition(String name) {
        return definition(name, true);
    }

    private static PluginDefinition definition(String name, boolean extended) {
        String file = ROOT + name.replace("-", "") + "/" + name + ".yaml";
        try (InputStream yaml = BundledPlugins.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalArgumentException("There is no schema of a plugin '" + name + "' at " + file);
            }
            return PluginDefinition.read(yaml, extended);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The plugin schema " + file + " cannot be read", unreadable);
        }
    }

    /** Plugin names, and the entity types that come with each. */
    static Map<String, List<String>> index() {
        Map<String, List<String>> index = new LinkedHashMap<>();
        try (InputStream lines = BundledPlugins.class.getResourceAsStream(INDEX)) {
            new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .map(line -> List.of(line.split(" ")))
                    .forEach(words -> index.put(words.get(0), words.subList(1, words.size())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The index of plugins cannot be read", unreadable);
        }
        return index;
    }
}

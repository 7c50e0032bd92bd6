package io.gatehouse.cluster.entity;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.plugins.schema.SchemaOnlyPlugins;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The plugins on the class path: their schemas, never their handlers. */
public final class BundledPlugins {

    private BundledPlugins() {}

    /** What is known of every plugin, also of those that only data planes of others can run. */
    public static List<PluginDefinition> definitions() {
        // the caller's context may not see the application's libraries; the loader of the plugin API does
        Stream<PluginDefinition> handled =
                ServiceLoader.load(PluginType.class, PluginType.class.getClassLoader()).stream()
                        .map(provider -> provider.get().definition());
        return Stream.concat(handled, SchemaOnlyPlugins.definitions().stream()).toList();
    }
}

package io.gatehouse.cluster.entity;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.PluginType;
import java.util.List;
import java.util.ServiceLoader;

/** The plugins on the class path: their schemas, never their handlers. */
public final class BundledPlugins {

    private BundledPlugins() {}

    /** What is known of every plugin. */
    public static List<PluginDefinition> definitions() {
        // the caller's context may not see the application's libraries; the loader of the plugin API does
        return ServiceLoader.load(PluginType.class, PluginType.class.getClassLoader()).stream()
                .map(provider -> provider.get().definition())
                .toList();
    }
}

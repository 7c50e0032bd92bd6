package io.gatehouse.cluster.settings;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.PluginType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the settings, and the catalog of entities and enabled plugins, to whoever injects them. */
@ApplicationScoped
public class SettingsProducer {

    @Produces
    @Singleton
    Settings settings() {
        return NodeSettings.settings();
    }

    /** Reads the plugins' definitions; their handlers stay unused here. */
    @Produces
    @Singleton
    EntityCatalog catalog(Settings settings) {
        List<PluginDefinition> bundled =
                ServiceLoader.load(PluginType.class, PluginType.class.getClassLoader()).stream()
                        .map(provider -> provider.get().definition())
                        .toList();
        Set<String> enabled =
                settings.plugins(bundled.stream().map(PluginDefinition::name).collect(Collectors.toSet()));
        return EntityCatalog.of(
                bundled.stream()
                        .filter(plugin -> enabled.contains(plugin.name()))
                        .toList(),
                RouterFlavor.parse(settings.requiredText("router_flavor")));
    }
}

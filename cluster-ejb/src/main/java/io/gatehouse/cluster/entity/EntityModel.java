package io.gatehouse.cluster.entity;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugins.bundled.BundledPlugins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives the application its one catalog of entity types, with the enabled plugins, and the validator that goes with it. */
@ApplicationScoped
public class EntityModel {

    @Produces
    @Singleton
    EntityCatalog catalog(Settings settings) {
        Collection<PluginDefinition> bundled = BundledPlugins.definitions(settings.flag("plugin_extensions"));
        Set<String> enabled =
                settings.plugins(bundled.stream().map(PluginDefinition::name).collect(Collectors.toSet()));
        return EntityCatalog.of(
                bundled.stream()
                        .filter(plugin -> enabled.contains(plugin.name()))
                        .toList(),
                RouterFlavor.parse(settings.requiredText("router_flavor")));
    }

    @Produces
    @Singleton
    EntityValidator validator(EntityCatalog catalog) {
        return new EntityValidator(catalog);
    }
}

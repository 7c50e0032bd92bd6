package io.gatehouse.cluster.entity;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the application its one catalog of entity types, with the bundled plugins, and the validator that goes with it. */
@ApplicationScoped
public class EntityModel {

    @Produces
    @Singleton
    EntityCatalog catalog(Settings settings) {
        RouterFlavor flavor = RouterFlavor.parse(settings.requiredText("router_flavor"));
        return EntityCatalog.of(BundledPlugins.definitions(), flavor);
    }

    @Produces
    @Singleton
    EntityValidator validator(EntityCatalog catalog) {
        return new EntityValidator(catalog);
    }
}

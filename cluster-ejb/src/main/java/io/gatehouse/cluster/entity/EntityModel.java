package io.gatehouse.cluster.entity;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.RouterFlavor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the application its one catalog of entity types, with the bundled plugins, and the validator that goes with it. */
@ApplicationScoped
public class EntityModel {

    @Inject
    @ConfigProperty(name = "router_flavor", defaultValue = "traditional_compatible")
    private String routerFlavor;

    @Produces
    @Singleton
    EntityCatalog catalog() {
        return EntityCatalog.of(BundledPlugins.definitions(), RouterFlavor.parse(routerFlavor));
    }

    @Produces
    @Singleton
    EntityValidator validator(EntityCatalog catalog) {
        return new EntityValidator(catalog);
    }
}

package io.gatehouse.admin.paths;

import io.gatehouse.model.admin.info.CatalogDocuments;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.query.EntityDocuments;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the application what follows from its catalog of entity types alone. */
@ApplicationScoped
public class PathsProducer {

    @Produces
    @Singleton
    AdminPaths paths(EntityCatalog catalog) {
        return new AdminPaths(catalog);
    }

    @Produces
    @Singleton
    EntityDocuments entityDocuments(EntityValidator validator) {
        return new EntityDocuments(validator);
    }

    @Produces
    @Singleton
    CatalogDocuments documents(EntityCatalog catalog, EntityValidator validator) {
        return new CatalogDocuments(catalog, validator);
    }
}

package io.gatehouse.cluster.store;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;

/** The product's configuration store without a container. */
public final class LocalConfigurationStore {

    private LocalConfigurationStore() {}

    public static ConfigurationStore on(Transactions transactions, EntityCatalog catalog) {
        return new DatabaseConfigurationStore(transactions, catalog, new EntityValidator(catalog));
    }
}

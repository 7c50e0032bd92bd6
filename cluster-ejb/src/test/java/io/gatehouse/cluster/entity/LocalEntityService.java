package io.gatehouse.cluster.entity;

import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import java.time.Clock;

/** The product's entity service without a container. */
public final class LocalEntityService {

    private LocalEntityService() {}

    public static EntityService on(Transactions transactions, EntityCatalog catalog) {
        return new StoredEntityService(transactions, catalog, new EntityValidator(catalog), Clock.systemUTC());
    }
}

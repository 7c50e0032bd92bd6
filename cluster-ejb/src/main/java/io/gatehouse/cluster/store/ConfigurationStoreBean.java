package io.gatehouse.cluster.store;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** The configuration store of the application. */
@Singleton
@DependsOn("DatabaseMigration")
@Local(ConfigurationStore.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConfigurationStoreBean implements ConfigurationStore {

    @EJB
    private Transactions transactions;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityValidator validator;

    private ConfigurationStore store;

    @PostConstruct
    void open() {
        store = new DatabaseConfigurationStore(transactions, catalog, validator);
    }

    @Override
    public StoredConfiguration readAll() {
        return store.readAll();
    }

    @Override
    public Optional<StoredChanges> readChanges(long sinceRevision) {
        return store.readChanges(sinceRevision);
    }

    @Override
    public long revision() {
        return store.revision();
    }
}

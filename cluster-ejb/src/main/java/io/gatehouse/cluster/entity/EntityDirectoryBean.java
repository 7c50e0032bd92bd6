package io.gatehouse.cluster.entity;

import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.model.admin.query.Page;
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
import java.util.List;
import java.util.Optional;

/** The entity directory of the application. */
@Singleton
@DependsOn("DatabaseMigration")
@Local(EntityDirectory.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EntityDirectoryBean implements EntityDirectory {

    @EJB
    private Transactions transactions;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityValidator validator;

    private EntityDirectory directory;

    @PostConstruct
    void open() {
        directory = new StoredEntityDirectory(transactions, catalog, validator);
    }

    @Override
    public List<String> pluginsInUse() {
        return directory.pluginsInUse();
    }

    @Override
    public Page tagged(int size, Optional<String> offset, Optional<String> tag) {
        return directory.tagged(size, offset, tag);
    }
}

package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
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
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * The entity service of the application. It stands outside transactions and opens one for each attempt, so that a request
 * that lost a race can be tried again.
 */
@Singleton
@DependsOn("DatabaseMigration")
@Local(EntityService.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EntityServiceBean implements EntityService {

    @EJB
    private Transactions transactions;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityValidator validator;

    private EntityService service;

    @PostConstruct
    void open() {
        service = new StoredEntityService(transactions, catalog, validator, Clock.systemUTC());
    }

    @Override
    public Page list(EntityType type, ListQuery query) {
        return service.list(type, query);
    }

    @Override
    public Optional<ObjectNode> find(EntityType type, EntityKey key, Optional<Parent> parent) {
        return service.find(type, key, parent);
    }

    @Override
    public ObjectNode create(EntityType type, ObjectNode document, Optional<Parent> parent) {
        return service.create(type, document, parent);
    }

    @Override
    public ObjectNode upsert(EntityType type, EntityKey key, ObjectNode document, Optional<Parent> parent) {
        return service.upsert(type, key, document, parent);
    }

    @Override
    public ObjectNode update(EntityType type, EntityKey key, ObjectNode patch, Optional<Parent> parent) {
        return service.update(type, key, patch, parent);
    }

    @Override
    public ObjectNode upsertReferenced(
            EntityType type, EntityKey key, String field, EntityType target, ObjectNode document) {
        return service.upsertReferenced(type, key, field, target, document);
    }

    @Override
    public Optional<UUID> delete(EntityType type, EntityKey key, Optional<Parent> parent) {
        return service.delete(type, key, parent);
    }
}

package io.gatehouse.admin.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityService;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import java.util.Optional;
import java.util.UUID;

/** The entity service of one request, whose changes leave a trail. */
public final class AuditedEntityService implements EntityService {
    private final EntityService service;
    private final AuditTrail trail;

    public AuditedEntityService(EntityService service, AuditTrail trail) {
        this.service = service;
        this.trail = trail;
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
        trail.begin(type);
        return changed(service.create(type, document, parent));
    }

    @Override
    public ObjectNode upsert(EntityType type, EntityKey key, ObjectNode document, Optional<Parent> parent) {
        trail.begin(type);
        return changed(service.upsert(type, key, document, parent));
    }

    @Override
    public ObjectNode update(EntityType type, EntityKey key, ObjectNode patch, Optional<Parent> parent) {
        trail.begin(type);
        return changed(service.update(type, key, patch, parent));
    }

    @Override
    public ObjectNode upsertReferenced(
            EntityType type, EntityKey key, String field, EntityType target, ObjectNode document) {
        trail.begin(target);
        return changed(service.upsertReferenced(type, key, field, target, document));
    }

    @Override
    public Optional<UUID> delete(EntityType type, EntityKey key, Optional<Parent> parent) {
        trail.begin(type);
        Optional<UUID> deleted = service.delete(type, key, parent);
        deleted.ifPresent(trail::changed);
        return deleted;
    }

    private ObjectNode changed(ObjectNode entity) {
        trail.changed(UUID.fromString(entity.path("id").asText()));
        return entity;
    }
}

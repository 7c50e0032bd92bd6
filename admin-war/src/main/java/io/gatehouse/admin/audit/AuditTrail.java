package io.gatehouse.admin.audit;

import io.gatehouse.model.entity.EntityType;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** What a request set out to change, for its line in the log. */
@RequestScoped
public class AuditTrail {
    private String entity = "";
    private Optional<UUID> id = Optional.empty();

    /** A change of an entity of this type begins; it may yet be refused. */
    public void begin(EntityType type) {
        entity = type.name();
    }

    /** The entity that has been changed. */
    public void changed(UUID entityId) {
        id = Optional.of(entityId);
    }

    /** A change of something that is no entity. */
    public void begin(String what) {
        entity = what;
    }

    boolean isEmpty() {
        return entity.isEmpty();
    }

    String entity() {
        return entity;
    }

    Optional<UUID> id() {
        return id;
    }
}

package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import java.util.Optional;

/**
 * Single entities cannot be written here, since the next declarative file would undo it. What is wrong with a request besides
 * is told first. Every method throws.
 */
final class RefusedWrites {
    private final DeclaredEntities entities;
    private final EntityValidator validator;

    RefusedWrites(DeclaredEntities entities, EntityValidator validator) {
        this.entities = entities;
        this.validator = validator;
    }

    EntityException create(EntityType type, ObjectNode document, Optional<Parent> parent) {
        validator.forInsert(type, resolved(type, document, parent));
        return refusal("create", type, "");
    }

    EntityException upsert(EntityType type, EntityKey key, ObjectNode document, Optional<Parent> parent) {
        ObjectNode input = resolved(type, document, parent);
        if (key instanceof EntityKey.Name name) {
            if (!name.field().equals(EntityKey.SNI)) {
                input.put(name.field(), name.value());
            }
        } else {
            input.setAll(key.toDocument());
        }
        validator.forUpsert(type, input);
        return refusal("create or update", type, by(key));
    }

    /** @throws EntityException code 6 when there is no such entity */
    EntityException update(EntityType type, EntityKey key, ObjectNode patch, Optional<Parent> parent) {
        ObjectNode current = entities.find(type, key, parent).orElseThrow(key::notFound);
        validator.forUpdate(type, current, resolved(type, patch, Optional.empty()));
        return refusal("update", type, by(key));
    }

    /** The refusal to delete an entity that is there. */
    EntityException delete(EntityType type, EntityKey key) {
        return refusal("remove", type, by(key));
    }

    private static String by(EntityKey key) {
        return key instanceof EntityKey.Name name ? " by '" + name.field() + "'" : "";
    }

    private static EntityException refusal(String verb, EntityType type, String by) {
        return EntityException.operationUnsupported(
                "cannot " + verb + " '" + type.name() + "' entities" + by + " when not using a database");
    }

    /** A copy of the input that refers to other entities by id, to the parent among them. */
    private ObjectNode resolved(EntityType type, ObjectNode input, Optional<Parent> parent) {
        ObjectNode copy = input.deepCopy();
        parent.ifPresent(owner -> copy.set(
                owner.field(),
                copy.objectNode()
                        .set(
                                "id",
                                entities.find(owner.type(), owner.key(), Optional.empty())
                                        .orElseThrow(owner.key()::notFound)
                                        .path("id"))));
        return validator.resolveReferences(type, copy, entities::idOf);
    }
}

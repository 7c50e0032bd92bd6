package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.paths.AdminPaths.Reference;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import java.util.Optional;
import java.util.UUID;

/** The entity that another one refers to: {@code /routes/my-route/service}. */
public class ReferencedEntityResource {
    private final EntityAccess access;
    private final EntityType type;
    private final String segment;
    private final Reference reference;

    ReferencedEntityResource(EntityAccess access, EntityType type, String segment, Reference reference) {
        this.access = access;
        this.type = type;
        this.segment = segment;
        this.reference = reference;
    }

    @GET
    public ObjectNode read() {
        return target().flatMap(this::find).orElseThrow(MessageException::notFound);
    }

    /** Replaces the entity referred to; where there is none, creates one and refers to it. */
    @PUT
    public ObjectNode upsert(RequestBody body) {
        ObjectNode document = access.documents().whole(reference.target(), body);
        EntityKey key = key();
        return Absence.plainly(
                key,
                () -> access.service().upsertReferenced(type, key, reference.field(), reference.target(), document));
    }

    @PATCH
    public ObjectNode update(RequestBody body) {
        EntityKey target = target().orElseThrow(MessageException::notFound);
        ObjectNode patch = access.documents().patch(reference.target(), body, () -> find(target));
        return Absence.plainly(
                target, () -> access.service().update(reference.target(), target, patch, Optional.empty()));
    }

    /** Refused where there is something to delete: that is done under its own path, or by clearing the reference. */
    @DELETE
    public void delete() {
        throw target().isPresent() ? MessageException.methodNotAllowed() : MessageException.notFound();
    }

    /** The key of the entity referred to; empty when the field is unset. */
    private Optional<EntityKey> target() {
        ObjectNode child = access.service().find(type, key(), Optional.empty()).orElseThrow(MessageException::notFound);
        JsonNode value = child.path(reference.field());
        return value.isObject() ? Optional.of(id(value)) : Optional.empty();
    }

    private Optional<ObjectNode> find(EntityKey target) {
        return access.service().find(reference.target(), target, Optional.empty());
    }

    private EntityKey key() {
        return EntityKey.parse(type, segment);
    }

    private static EntityKey id(JsonNode entity) {
        return EntityKey.id(UUID.fromString(entity.path("id").asText()));
    }
}

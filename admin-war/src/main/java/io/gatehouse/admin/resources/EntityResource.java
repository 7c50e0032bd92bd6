package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.wasm.FiltersOfRoute;
import io.gatehouse.admin.wasm.WithoutWasm;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.paths.AdminPaths.Child;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import java.util.function.Supplier;

/** One entity, by id or by its endpoint key: {@code /services/my-service}. */
public class EntityResource {
    private final EntityAccess access;
    private final EntityType type;
    private final String segment;

    EntityResource(EntityAccess access, EntityType type, String segment) {
        this.access = access;
        this.type = type;
        this.segment = segment;
    }

    @GET
    public ObjectNode read() {
        EntityKey key = key();
        return find(key).orElseThrow(() -> Absence.whenReading(type, key));
    }

    /** Replaces or creates; always 200. */
    @PUT
    public ObjectNode upsert(RequestBody body) {
        return access.service().upsert(type, key(), access.documents().whole(type, body), Optional.empty());
    }

    @PATCH
    public ObjectNode update(RequestBody body) {
        EntityKey key = key();
        ObjectNode patch = access.documents().patch(type, body, () -> find(key));
        if (type.name().equals("plugins") || Absence.isServerName(key)) {
            return Absence.plainly(key, () -> access.service().update(type, key, patch, Optional.empty()));
        }
        return access.service().update(type, key, patch, Optional.empty());
    }

    /** Deleting what is not there is no error, except for a certificate named by a server name that none has. */
    @DELETE
    public void delete() {
        EntityKey key = key();
        boolean absent = access.service().delete(type, key, Optional.empty()).isEmpty();
        if (absent && Absence.isServerName(key)) {
            throw Absence.plain(key);
        }
    }

    /** The children of this entity, the entity it refers to, or its filters. */
    @Path("{segment}")
    public Object related(@PathParam("segment") String related) {
        Optional<Child> child = access.paths().children(type, related);
        if (child.isPresent()) {
            return children(child.get());
        }
        if (type.name().equals("routes") && related.equals("filters")) {
            return new FiltersOfRoute();
        }
        if (access.paths().isClosed(type, related)) {
            return new ClosedEntity();
        }
        return access.paths()
                .reference(type, related)
                .map(reference -> new ReferencedEntityResource(access, type, segment, reference))
                .orElseThrow(MessageException::notFound);
    }

    private Object children(Child child) {
        // the key is parsed by the methods, so that the wrong method is answered before the wrong key
        Supplier<Parent> parent = parentOf(child);
        return switch (child.type().name()) {
            case "targets" -> new TargetsResource(access, child.type(), parent);
            case "filter_chains" -> new WithoutWasm();
            default -> new NestedCollectionResource(access, child.type(), parent);
        };
    }

    /** This entity as the parent of such children. */
    Supplier<Parent> parentOf(Child child) {
        return () -> new Parent(type, child.reference().field(), key());
    }

    EntityAccess access() {
        return access;
    }

    EntityType type() {
        return type;
    }

    private EntityKey key() {
        return EntityKey.parse(type, segment);
    }

    private Optional<ObjectNode> find(EntityKey key) {
        return access.service().find(type, key, Optional.empty());
    }
}

package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import java.util.Optional;
import java.util.function.Supplier;

/** One child of one entity: {@code /services/my-service/routes/my-route}. Children of other entities are not there. */
public class NestedEntityResource {
    private final EntityAccess access;
    private final EntityType type;
    private final Supplier<Parent> parent;
    private final String segment;

    NestedEntityResource(EntityAccess access, EntityType type, Supplier<Parent> parent, String segment) {
        this.access = access;
        this.type = type;
        this.parent = parent;
        this.segment = segment;
    }

    @GET
    public ObjectNode read() {
        Parent of = parent.get();
        return find(of).orElseThrow(() -> Absence.plain(of.key()));
    }

    /** Replaces or creates; a child of another parent is moved to this one. */
    @PUT
    public ObjectNode upsert(RequestBody body) {
        Parent of = parent.get();
        return Absence.plainly(
                of.key(),
                () -> access.service().upsert(type, key(), access.documents().whole(type, body), Optional.of(of)));
    }

    @PATCH
    public ObjectNode update(RequestBody body) {
        Parent of = parent.get();
        ObjectNode patch = access.documents().patch(type, body, () -> find(of));
        return Absence.plainly(of.key(), () -> access.service().update(type, key(), patch, Optional.of(of)));
    }

    /** Unlike on the path of its own, an absent child is 404 here. */
    @DELETE
    public void delete() {
        Parent of = parent.get();
        if (access.service().delete(type, key(), Optional.of(of)).isEmpty()) {
            throw Absence.plain(of.key());
        }
    }

    private EntityKey key() {
        return EntityKey.parseNested(type, segment);
    }

    private Optional<ObjectNode> find(Parent of) {
        return access.service().find(type, key(), Optional.of(of));
    }
}

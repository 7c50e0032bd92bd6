package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;

/** The children of one entity: {@code /services/my-service/routes}. */
public class NestedCollectionResource {
    private final EntityAccess access;
    private final EntityType type;
    private final Supplier<Parent> parent;

    NestedCollectionResource(EntityAccess access, EntityType type, Supplier<Parent> parent) {
        this.access = access;
        this.type = type;
        this.parent = parent;
    }

    @GET
    public ObjectNode list() {
        return page(PageRequest.of(access.query(), type.taggable()));
    }

    /** Creates a child; its reference to the parent is set whatever the body says. */
    @POST
    public Response create(RequestBody body) {
        Parent of = parent.get();
        ObjectNode created = Absence.plainly(
                of.key(), () -> access.service().create(type, access.documents().whole(type, body), Optional.of(of)));
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    @Path("{key}")
    public Object entity(@PathParam("key") String key) {
        return new NestedEntityResource(access, type, parent, key);
    }

    /** The page of this parent's children that was asked for. */
    ObjectNode page(PageRequest request) {
        Parent of = parent.get();
        Page page = Absence.plainly(
                of.key(), () -> access.service().list(type, request.query().under(of)));
        return PageDocument.nested(page, access.path(), request);
    }

    EntityAccess access() {
        return access;
    }
}

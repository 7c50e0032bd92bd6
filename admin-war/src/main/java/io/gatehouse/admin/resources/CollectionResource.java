package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** All entities of a type: {@code /services}. */
public class CollectionResource {
    private final EntityAccess access;
    private final EntityType type;

    CollectionResource(EntityAccess access, EntityType type) {
        this.access = access;
        this.type = type;
    }

    /** One page, in order of id. */
    @GET
    public ObjectNode list() {
        PageRequest page = PageRequest.of(access.query(), type.taggable());
        return PageDocument.of(access.service().list(type, page.query()), access.path(), page);
    }

    /** Creates an entity. */
    @POST
    public Response create(RequestBody body) {
        ObjectNode created = access.service().create(type, access.documents().whole(type, body), Optional.empty());
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    /** One entity of the collection; whether it exists is found out by its methods. */
    @Path("{key}")
    public EntityResource entity(@PathParam("key") String key) {
        return new EntityResource(access, type, key);
    }

    EntityAccess access() {
        return access;
    }

    EntityType type() {
        return type;
    }
}

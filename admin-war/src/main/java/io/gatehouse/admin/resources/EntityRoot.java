package io.gatehouse.admin.resources;

import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.entity.EntityType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Leads from the first segment of a path to the collection of its type; literal paths of other resources go first. */
@Path("/")
@RequestScoped
public class EntityRoot {

    @Inject
    private EntityAccess access;

    /** The collection of a type, or 404 whatever the method is. */
    @Path("{collection}")
    public Object collection(@PathParam("collection") String segment) {
        if (access.paths().isClosed(segment)) {
            return new ClosedCollection();
        }
        EntityType type = access.paths().collection(segment).orElseThrow(MessageException::notFound);
        return switch (type.name()) {
            case "consumers" -> new ConsumersResource(access, type);
            case "upstreams" -> new UpstreamsResource(access, type);
            default -> new CollectionResource(access, type);
        };
    }
}

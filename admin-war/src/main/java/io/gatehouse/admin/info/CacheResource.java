package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/**
 * {@code /cache}: entities in memory. A control plane reads every entity from the database when it is asked for, so nothing
 * is ever in its cache, and there is nothing to remove from it.
 */
@Path("/cache")
@RequestScoped
public class CacheResource {

    @DELETE
    public void clear() {}

    @GET
    @Path("{key}")
    public ObjectNode read() {
        throw MessageException.notFound();
    }

    @DELETE
    @Path("{key}")
    public void remove() {}
}

package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** A collection that is closed, such as {@code /targets}: 404 for the methods of a collection, 405 for others. */
public class ClosedCollection {

    @GET
    public ObjectNode list() {
        throw MessageException.notFound();
    }

    @POST
    public ObjectNode create() {
        throw MessageException.notFound();
    }

    @OPTIONS
    public ObjectNode options() {
        throw MessageException.notFound();
    }

    /** An entity of it. */
    @Path("{key}")
    public ClosedEntity entity() {
        return new ClosedEntity();
    }
}

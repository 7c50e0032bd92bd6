package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A path to an entity that is closed, such as {@code /snis/a.test/certificate}: 404 for its methods, 405 for others. */
public class ClosedEntity {

    @GET
    public ObjectNode read() {
        throw MessageException.notFound();
    }

    @PUT
    public ObjectNode upsert() {
        throw MessageException.notFound();
    }

    @PATCH
    public ObjectNode update() {
        throw MessageException.notFound();
    }

    @DELETE
    public ObjectNode delete() {
        throw MessageException.notFound();
    }

    @OPTIONS
    public ObjectNode options() {
        throw MessageException.notFound();
    }

    /** What it refers to; {@code /targets/a.test:80/upstream}, and nothing else. */
    @Path("{reference}")
    public ClosedEntity referenced(@PathParam("reference") String reference) {
        if (!reference.equals("upstream")) {
            throw MessageException.notFound();
        }
        return this;
    }
}

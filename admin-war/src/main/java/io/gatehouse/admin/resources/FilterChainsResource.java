package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/**
 * {@code /filter-chains}, also below services and routes: filters in WebAssembly, which this gateway does not run. Tools
 * take this answer for "feature off", on every method and every path below.
 */
@Path("/filter-chains")
@RequestScoped
public class FilterChainsResource {

    @GET
    public ObjectNode read() {
        throw unavailable();
    }

    @POST
    public ObjectNode create() {
        throw unavailable();
    }

    @PUT
    public ObjectNode upsert() {
        throw unavailable();
    }

    @PATCH
    public ObjectNode update() {
        throw unavailable();
    }

    @DELETE
    public ObjectNode delete() {
        throw unavailable();
    }

    @OPTIONS
    public ObjectNode options() {
        throw unavailable();
    }

    @Path("{filter_chains}")
    public FilterChainsResource below() {
        return new FilterChainsResource();
    }

    private static MessageException unavailable() {
        return new MessageException(400, "this endpoint is only available when wasm is enabled");
    }
}

package io.gatehouse.admin.wasm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** A path of filters, and all below it. Tools take its answer for "feature off"; it is the same for every method. */
public class WithoutWasm {

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

    @Path("{below}")
    public WithoutWasm below() {
        return new WithoutWasm();
    }

    private static MessageException unavailable() {
        return new MessageException(400, "this endpoint is only available when wasm is enabled");
    }
}

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
        throw MessageException.withoutWasm();
    }

    @POST
    public ObjectNode create() {
        throw MessageException.withoutWasm();
    }

    @PUT
    public ObjectNode upsert() {
        throw MessageException.withoutWasm();
    }

    @PATCH
    public ObjectNode update() {
        throw MessageException.withoutWasm();
    }

    @DELETE
    public ObjectNode delete() {
        throw MessageException.withoutWasm();
    }

    @OPTIONS
    public ObjectNode options() {
        throw MessageException.withoutWasm();
    }

    @Path("{below}")
    public WithoutWasm below() {
        return new WithoutWasm();
    }
}

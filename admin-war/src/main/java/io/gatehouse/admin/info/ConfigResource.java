package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** {@code /config}: loads declarative files into nodes without a database, which a control plane is not. */
@Path("/config")
@RequestScoped
public class ConfigResource {

    @GET
    public ObjectNode read() {
        throw unavailable();
    }

    @POST
    public ObjectNode load() {
        throw unavailable();
    }

    private static MessageException unavailable() {
        return new MessageException(
                400, "this endpoint is only available when Kong is configured to not use a database");
    }
}

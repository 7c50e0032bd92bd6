package io.gatehouse.admin.actions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityDirectory;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * {@code /acme}: certificates from an authority that speaks ACME (RFC 8555). Nothing is there without a plugin {@code acme};
 * with one, stock data planes order and renew certificates by themselves, and this control plane says that it does not.
 */
@Path("/acme")
@RequestScoped
public class AcmeResource {

    @Inject
    private EntityDirectory directory;

    /** Orders a certificate. */
    @POST
    public ObjectNode order() {
        throw unavailable();
    }

    /** Renews what is about to expire. */
    @PATCH
    public ObjectNode renew() {
        throw unavailable();
    }

    /** The certificates in the storage of the plugin. */
    @GET
    @Path("certificates")
    public ObjectNode certificates() {
        throw unavailable();
    }

    /** One of them, by its host. */
    @GET
    @Path("certificates/{certificates}")
    public ObjectNode certificate() {
        throw unavailable();
    }

    private MessageException unavailable() {
        if (!directory.pluginsInUse().contains("acme")) {
            return MessageException.notFound();
        }
        return new MessageException(
                501,
                "this control plane orders no certificates; data planes with the plugin acme do, or upload one with"
                        + " POST /certificates");
    }
}

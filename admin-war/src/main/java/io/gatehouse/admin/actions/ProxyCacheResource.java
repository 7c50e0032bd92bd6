package io.gatehouse.admin.actions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/**
 * {@code /proxy-cache}: the responses that the plugin of that name keeps on the node that is asked. Data planes keep them; a
 * control plane, which never proxies, has none to show or to remove.
 */
@Path("/proxy-cache")
@RequestScoped
public class ProxyCacheResource {

    /** Removes all. */
    @DELETE
    public void clear() {}

    @GET
    @Path("{cache_key}")
    public ObjectNode read() {
        throw MessageException.notFound();
    }

    @DELETE
    @Path("{cache_key}")
    public void remove() {
        throw MessageException.notFound();
    }

    /** A response that one plugin keeps. */
    @GET
    @Path("{plugin_id}/caches/{cache_key}")
    public ObjectNode readOfPlugin() {
        throw MessageException.notFound();
    }

    @DELETE
    @Path("{plugin_id}/caches/{cache_key}")
    public void removeOfPlugin() {
        throw MessageException.notFound();
    }
}

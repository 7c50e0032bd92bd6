package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.errors.MessageException;
import io.gatehouse.model.entity.EntityCatalog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Which plugins there are, beside the entities of that name. */
@RequestScoped
@Path("/")
public class PluginsResource {

    @Inject
    private EntityCatalog catalog;

    /** The names of all plugins that can be used. */
    @GET
    @Path("plugins/enabled")
    public ObjectNode enabled() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var names = document.putArray("enabled_plugins");
        catalog.plugins().forEach(plugin -> names.add(plugin.name()));
        return document;
    }

    /** The former place of plugin schemas: their {@code config} alone. */
    @GET
    @Path("plugins/schema/{name}")
    public ObjectNode schema(@PathParam("name") String name) {
        return catalog.plugin(name)
                .orElseThrow(() -> new MessageException(404, "No plugin named '" + name + "'"))
                .config()
                .describe();
    }
}

package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.info.CatalogDocuments;
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
    private CatalogDocuments documents;

    /** The names of all plugins that can be used. */
    @GET
    @Path("plugins/enabled")
    public ObjectNode enabled() {
        return documents.enabledPlugins();
    }

    /** The former place of plugin schemas: their {@code config} alone. */
    @GET
    @Path("plugins/schema/{name}")
    public ObjectNode schema(@PathParam("name") String name) {
        return documents.pluginConfiguration(name);
    }
}

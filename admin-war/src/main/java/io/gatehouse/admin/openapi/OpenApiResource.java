package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.entity.EntityCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /openapi}: this API in OpenAPI 3.1, with the plugins that are enabled. */
@Path("/openapi")
@ApplicationScoped
public class OpenApiResource {

    @Inject
    private EntityCatalog catalog;

    @Inject
    private AdminPaths paths;

    private volatile ObjectNode document;

    @GET
    public ObjectNode read() {
        // made when it is first asked for: few processes are ever asked, and making it twice does no harm
        if (document == null) {
            document = OpenApiDocument.of(catalog, paths);
        }
        return document;
    }
}

package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityDirectory;
import io.gatehouse.cluster.log.LogLevels;
import io.gatehouse.cluster.node.ThisNode;
import io.gatehouse.model.admin.info.NodeDocument;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /}: the node document. */
@Path("/")
@RequestScoped
public class NodeResource {

    @Inject
    private Settings settings;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityDirectory directory;

    @Inject
    private ThisNode node;

    @Inject
    private LogLevels logLevels;

    @GET
    public ObjectNode read() {
        return new NodeDocument(
                        settings, catalog, node.identity().id(), node.identity().hostname())
                .describe(directory.pluginsInUse(), logLevels.current().toString());
    }
}

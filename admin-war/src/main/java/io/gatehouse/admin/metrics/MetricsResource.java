package io.gatehouse.admin.metrics;

import io.gatehouse.cluster.session.DataPlaneRegistry;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.metrics.ExpositionText;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** {@code /metrics}: there as soon as the prometheus plugin is among the enabled ones, used or not. */
@Path("/metrics")
@RequestScoped
public class MetricsResource {

    @Inject
    private EntityCatalog catalog;

    @Inject
    private NodeMetrics node;

    @Inject
    private DataPlaneRegistry registry;

    @GET
    @Produces(ExpositionText.CONTENT_TYPE)
    public String read() {
        if (catalog.plugin("prometheus").isEmpty()) {
            throw MessageException.notFound();
        }
        ExpositionText text = new ExpositionText();
        node.addTo(text);
        new DataPlaneMetrics(text).add(registry);
        return text.toString();
    }
}

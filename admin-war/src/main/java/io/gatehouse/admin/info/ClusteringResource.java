package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.session.DataPlaneRegistry;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** {@code /clustering}: the data planes, whichever control plane of the database they talk to. */
@Path("/clustering")
@RequestScoped
public class ClusteringResource {

    @Inject
    private DataPlaneRegistry registry;

    @Context
    private HttpServletRequest request;

    /** One page of data planes, in order of id. */
    @GET
    @Path("data-planes")
    public ObjectNode dataPlanes() {
        PageRequest page = PageRequest.of(QueryParameters.parse(request.getQueryString()), false);
        return PageDocument.of(registry.page(page.query().size(), page.offset()), request.getRequestURI(), page);
    }

    /** The same in short, keyed by node id; superseded by {@code data-planes}. */
    @GET
    @Path("status")
    public Response status() {
        return Response.ok(registry.status()).header("Deprecation", "true").build();
    }
}

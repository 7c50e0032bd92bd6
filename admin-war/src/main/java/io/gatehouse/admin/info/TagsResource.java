package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityDirectory;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.paging.PageDocument;
import io.gatehouse.model.admin.paging.PageRequest;
import io.gatehouse.model.error.EntityException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;

/**
 * {@code /tags}: who has which tag. It is a view, but answers OPTIONS as if it were a collection of entities, because
 * clients compare that.
 */
@Path("/tags")
@RequestScoped
public class TagsResource {

    @Inject
    private EntityDirectory directory;

    @Context
    private HttpServletRequest request;

    @GET
    public ObjectNode list() {
        return page(Optional.empty());
    }

    @POST
    public ObjectNode create() {
        throw EntityException.schemaViolation("tags", "does not support insert/upsert/update/delete operations");
    }

    /** The entities with this tag. */
    @GET
    @Path("{tags}")
    public ObjectNode list(@PathParam("tags") String tag) {
        return page(Optional.of(tag));
    }

    @PUT
    @Path("{tags}")
    public ObjectNode upsert() {
        throw MessageException.methodNotAllowed();
    }

    @PATCH
    @Path("{tags}")
    public ObjectNode update() {
        throw MessageException.methodNotAllowed();
    }

    @DELETE
    @Path("{tags}")
    public ObjectNode delete() {
        throw MessageException.methodNotAllowed();
    }

    private ObjectNode page(Optional<String> tag) {
        PageRequest page = PageRequest.of(QueryParameters.parse(request.getQueryString()), false);
        return PageDocument.of(
                directory.tagged(page.query().size(), page.offset(), tag), request.getRequestURI(), page);
    }
}

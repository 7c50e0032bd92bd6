package io.gatehouse.admin.resources;

import io.gatehouse.admin.audit.AuditTrail;
import io.gatehouse.admin.audit.AuditedEntityService;
import io.gatehouse.cluster.entity.EntityService;
import io.gatehouse.cluster.node.ThisNode;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.paths.AdminPaths;
import io.gatehouse.model.admin.query.EntityDocuments;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** What the resources of one request share: the entity service, the paths, the query. */
@RequestScoped
public class EntityAccess {

    @Inject
    private EntityService service;

    @Inject
    private AuditTrail trail;

    @Inject
    private AdminPaths paths;

    @Inject
    private EntityDocuments documents;

    @Inject
    private ThisNode node;

    @Inject
    private HttpServletRequest request;

    /** Creates, reads, changes and deletes; changes reach the log. */
    public EntityService service() {
        return new AuditedEntityService(service, trail);
    }

    /** Which entities stand where. */
    public AdminPaths paths() {
        return paths;
    }

    /** Makes documents of bodies. */
    public EntityDocuments documents() {
        return documents;
    }

    /** The control plane that answers. */
    public ThisNode node() {
        return node;
    }

    /** The query of the request. */
    public QueryParameters query() {
        return QueryParameters.parse(request.getQueryString());
    }

    /** The path as the client wrote it, without the slash that may end it; links repeat it. */
    public String path() {
        String path = request.getRequestURI();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

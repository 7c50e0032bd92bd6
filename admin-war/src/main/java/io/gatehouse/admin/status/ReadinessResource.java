package io.gatehouse.admin.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.database.Database;
import io.gatehouse.model.admin.errors.MessageException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /status/ready} of the status listener: a control plane is ready while its database answers. */
@Path("/status/ready")
@RequestScoped
public class ReadinessResource {

    @Inject
    private Database database;

    @GET
    public ObjectNode read() {
        if (!database.isReachable()) {
            throw new MessageException(503, "failed to connect to database");
        }
        return JsonNodeFactory.instance.objectNode().put("message", "ready");
    }
}

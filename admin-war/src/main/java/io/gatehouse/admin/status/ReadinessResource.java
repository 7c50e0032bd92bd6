package io.gatehouse.admin.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.database.Database;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.RequestBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** {@code /status/ready} of the status listener: a control plane is ready while its database answers and nobody drains it. */
@Path("/status/ready")
@RequestScoped
public class ReadinessResource {

    @Inject
    private Database database;

    @Inject
    private Draining draining;

    @GET
    public ObjectNode read() {
        if (draining.isOn()) {
            throw new MessageException(503, "draining");
        }
        if (!database.isReachable()) {
            throw new MessageException(503, "failed to connect to database");
        }
        return JsonNodeFactory.instance.objectNode().put("message", "ready");
    }

    /** Takes the node out of rotation while it goes on serving. */
    @POST
    public void drain(RequestBody body) {
        if (!body.document().path("status").asText().equals("draining")) {
            throw new MessageException(400, "status: expected 'draining'");
        }
        draining.begin();
    }
}

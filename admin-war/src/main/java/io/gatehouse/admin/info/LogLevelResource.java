package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /debug/node/log-level}: how much this node writes to its log. */
@Path("/debug/node/log-level")
@RequestScoped
public class LogLevelResource {

    @Inject
    private Settings settings;

    @GET
    public ObjectNode read() {
        return JsonNodeFactory.instance.objectNode().put("message", "log level: " + settings.requiredText("log_level"));
    }
}

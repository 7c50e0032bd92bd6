package io.gatehouse.admin.debug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.audit.AuditTrail;
import io.gatehouse.cluster.log.LogLevel;
import io.gatehouse.cluster.log.LogLevels;
import io.gatehouse.cluster.log.UnchangeableLogException;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import io.gatehouse.model.admin.input.RequestBody;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;

/** {@code /debug}: how much is logged, for a time. */
@Path("/debug")
@RequestScoped
public class LogLevelResource {

    @Inject
    private LogLevels levels;

    @Inject
    private AuditTrail trail;

    @Context
    private HttpServletRequest request;

    @GET
    @Path("node/log-level")
    public ObjectNode read() {
        return message("log level: " + levels.current());
    }

    /** Changes the level of this node for the number of seconds in {@code timeout}; 0 is for good. */
    @PUT
    @Path("node/log-level/{log_level}")
    public ObjectNode change(@PathParam("log_level") String name, RequestBody body) {
        LogLevel level = level(name);
        Duration time = time(body);
        trail.begin("log-level");
        try {
            return changed(levels.change(level, time), level);
        } catch (UnchangeableLogException e) {
            throw new MessageException(501, e.getMessage(), e);
        }
    }

    /** As {@link #change}, on every control plane of the database. */
    @PUT
    @Path("cluster/control-planes-nodes/log-level/{log_level}")
    public ObjectNode changeEverywhere(@PathParam("log_level") String name, RequestBody body) {
        LogLevel level = level(name);
        Duration time = time(body);
        trail.begin("log-level");
        try {
            return changed(levels.changeEverywhere(level, time), level);
        } catch (UnchangeableLogException e) {
            throw new MessageException(501, e.getMessage(), e);
        }
    }

    private Duration time(RequestBody body) {
        JsonNode member = body.document().path("timeout");
        return member.isMissingNode()
                ? LogLevelTimeout.of(
                        QueryParameters.parse(request.getQueryString()).first("timeout"))
                : LogLevelTimeout.of(member);
    }

    private static LogLevel level(String name) {
        return LogLevel.of(name).orElseThrow(() -> new MessageException(400, "unknown log level: " + name));
    }

    private static ObjectNode changed(boolean changed, LogLevel level) {
        return message(changed ? "log level changed" : "log level is already " + level);
    }

    private static ObjectNode message(String text) {
        return JsonNodeFactory.instance.objectNode().put("message", text);
    }
}

package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.admin.errors.MessageException;

/**
 * {@code /debug}: how much is logged. It can be read here, and changed with a database only.
 *
 * @param level as the settings have it
 */
record LogLevelRoutes(String level) {

    void addTo(PathTable paths) {
        paths.add(
                "/debug/node/log-level",
                Resource.get(request ->
                        AdminAnswer.ok(JsonNodeFactory.instance.objectNode().put("message", "log level: " + level))));
        paths.add("/debug/node/log-level/{log_level}", refused());
        paths.add("/debug/cluster/control-planes-nodes/log-level/{log_level}", refused());
    }

    private static Resource refused() {
        return new Resource().on("PUT", request -> {
            throw new MessageException(405, "cannot change log level when not using a database");
        });
    }
}

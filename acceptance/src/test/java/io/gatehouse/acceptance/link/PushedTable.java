package io.gatehouse.acceptance.link;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Configuration tables of the kind that control planes push. */
public final class PushedTable {
    private PushedTable() {}

    /** Routes {@code /0}, {@code /1} and so on, each with a plugin of its own that answers 200 with the text. */
    public static ObjectNode answering(String text, int routes) {
        ObjectNode table = JsonNodeFactory.instance
                .objectNode()
                .put("_format_version", "3.0")
                .put("_transform", false);
        ArrayNode routeRows = table.putArray("routes");
        ArrayNode pluginRows = table.putArray("plugins");
        for (int number = 0; number < routes; number++) {
            String route = id("route " + number);
            routeRows
                    .addObject()
                    .put("id", route)
                    .put("name", "route-" + number)
                    .putArray("paths")
                    .add("/" + number);
            pluginRows
                    .addObject()
                    .put("id", id("plugin " + number))
                    .put("name", "request-termination")
                    .put("route", route)
                    .putObject("config")
                    .put("status_code", 200)
                    .put("content_type", "text/plain")
                    .put("body", text);
        }
        return table;
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

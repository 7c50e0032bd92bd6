package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /timers}: what the process does in the background; its form is free. */
@Path("/timers")
@RequestScoped
public class TimersResource {

    @GET
    public ObjectNode read() {
        JvmThreads threads = JvmThreads.now();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("worker").put("id", 0).put("count", 1);
        ObjectNode stats = document.putObject("stats");
        stats.set("sys", threads.counts());
        stats.set("timers", threads.byName());
        return document;
    }
}

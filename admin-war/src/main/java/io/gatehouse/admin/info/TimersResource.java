package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.info.JvmThreads;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /timers}: what the process does in the background; its form is free. */
@Path("/timers")
@RequestScoped
public class TimersResource {

    @GET
    public ObjectNode read() {
        return JvmThreads.now().describe();
    }
}

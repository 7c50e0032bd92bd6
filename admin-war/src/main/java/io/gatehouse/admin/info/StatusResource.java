package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.admin.headers.Traffic;
import io.gatehouse.cluster.database.Database;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** {@code /status}: memory, connections, and whether the database answers. 200 also when it does not. */
@Path("/status")
@RequestScoped
public class StatusResource {

    @Inject
    private Database database;

    @Inject
    private Traffic traffic;

    @Context
    private HttpServletRequest request;

    @GET
    public ObjectNode read() {
        QueryParameters query = QueryParameters.parse(request.getQueryString());
        ByteUnit unit = ByteUnit.parse(
                query.first("unit").orElse("m"), query.first("scale").orElse("2"));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("memory", memory(unit));
        document.set("server", traffic.describe());
        document.putObject("database").put("reachable", database.isReachable());
        return document;
    }

    /** The resolver of the JDK keeps no statistics. */
    @GET
    @Path("dns")
    public ObjectNode dns() {
        throw new MessageException(501, "not implemented with the legacy DNS client");
    }

    /** The heap stands where other gateways show the memory of their worker's virtual machine. */
    private static ObjectNode memory(ByteUnit unit) {
        Runtime runtime = Runtime.getRuntime();
        ObjectNode memory = JsonNodeFactory.instance.objectNode();
        memory.putObject("lua_shared_dicts");
        ObjectNode machine = memory.putArray("workers_lua_vms").addObject();
        machine.put("pid", ProcessHandle.current().pid());
        machine.set("http_allocated_gc", unit.format(runtime.totalMemory() - runtime.freeMemory()));
        return memory;
    }
}

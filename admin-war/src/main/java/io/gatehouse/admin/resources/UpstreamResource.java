package io.gatehouse.admin.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.paths.AdminPaths.Child;
import io.gatehouse.model.entity.EntityType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** One upstream: {@code /upstreams/my-upstream}. */
public class UpstreamResource extends EntityResource {
    private static final String NODE_ID = "node_id";

    UpstreamResource(EntityAccess access, EntityType type, String segment) {
        super(access, type, segment);
    }

    /**
     * Its targets. Health itself is known to data planes only, so the answer of a control plane names no state, and
     * nothing at all when asked for the balancer as a whole.
     */
    @GET
    @Path("health")
    public ObjectNode health() {
        Child targets = access().paths().children(type(), "targets").orElseThrow();
        ObjectNode page = new TargetsResource(access(), targets.type(), parentOf(targets)).list();
        String nodeId = access().node().identity().id();
        if (access().query().first("balancer_health").filter("1"::equals).isPresent()) {
            return JsonNodeFactory.instance.objectNode().putNull("next").put(NODE_ID, nodeId);
        }
        return page.put(NODE_ID, nodeId);
    }
}

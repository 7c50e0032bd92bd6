package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.query.Absence;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.balancer.HealthDocument;
import io.gatehouse.proxy.balancer.UpstreamReport;
import java.util.Optional;

/** The health of upstreams, as the balancers of this node know it. */
final class UpstreamRoutes {
    private static final String TARGET = "/upstreams/{upstreams}/targets/{targets}/";

    private final EntityType upstreams;
    private final DeclaredEntities entities;
    private final EntityRoutes lists;
    private final Balancers balancers;
    private final String nodeId;

    /** @param lists shows the targets */
    UpstreamRoutes(
            EntityType upstreams, DeclaredEntities entities, EntityRoutes lists, Balancers balancers, String nodeId) {
        this.upstreams = upstreams;
        this.entities = entities;
        this.lists = lists;
        this.balancers = balancers;
        this.nodeId = nodeId;
    }

    void addTo(PathTable paths) {
        paths.add("/upstreams/{upstreams}/health", Resource.get(this::health));
        for (String state : new String[] {"healthy", "unhealthy"}) {
            boolean healthy = state.equals("healthy");
            paths.add(TARGET + state, new Resource().on("PUT", request -> set(request, Optional.empty(), healthy)));
            paths.add(
                    TARGET + "{address}/" + state,
                    new Resource().on("PUT", request -> set(request, Optional.of(request.parameter(2)), healthy)));
        }
    }

    private AdminAnswer health(AdminRequest request) {
        JsonNode upstream = upstream(request);
        Optional<UpstreamReport> report = balancers.report(upstream.path("id").asText());
        if (request.query().first("balancer_health").filter("1"::equals).isPresent()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            report.ifPresent(known -> document.set("data", HealthDocument.balancer(known)));
            return AdminAnswer.ok(document.putNull("next").put("node_id", nodeId));
        }
        ObjectNode page = lists.targets(request);
        report.ifPresent(known -> page.path("data").forEach(target -> add(known, (ObjectNode) target)));
        return AdminAnswer.ok(page.put("node_id", nodeId));
    }

    private static void add(UpstreamReport report, ObjectNode target) {
        report.targets().stream()
                .filter(known -> known.id().equals(target.path("id").asText()))
                .forEach(known -> target.setAll(HealthDocument.target(report, known)));
    }

    private AdminAnswer set(AdminRequest request, Optional<String> address, boolean healthy) {
        JsonNode upstream = upstream(request);
        String target = lists.target(request)
                .orElseThrow(MessageException::notFound)
                .path("id")
                .asText();
        Optional<String> problem = balancers.setHealth(upstream.path("id").asText(), target, address, healthy);
        if (problem.isPresent()) {
            throw new MessageException(400, problem.get());
        }
        return AdminAnswer.empty(204);
    }

    private JsonNode upstream(AdminRequest request) {
        EntityKey key = EntityKey.parse(upstreams, request.parameter(0));
        return entities.find(upstreams, key, Optional.empty()).orElseThrow(() -> Absence.plain(key));
    }
}

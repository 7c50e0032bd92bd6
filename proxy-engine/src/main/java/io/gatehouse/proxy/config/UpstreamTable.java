package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upstreams by name, and the balancer of each service. Immutable. */
final class UpstreamTable {
    private final Map<String, UpstreamConfig> byName;
    private final Balancer[] byService;

    private UpstreamTable(Map<String, UpstreamConfig> byName, Balancer[] byService) {
        this.byName = byName;
        this.byService = byService;
    }

    static UpstreamTable read(ConfigTable table, List<ServiceConfig> services, Balancers balancers) {
        Map<String, List<TargetConfig>> targets = new HashMap<>();
        for (ObjectNode document : table.rows("targets")) {
            Row row = new Row("targets", document);
            targets.computeIfAbsent(row.requiredText("upstream"), id -> new ArrayList<>())
                    .add(UpstreamReader.readTarget(row));
        }
        Map<String, UpstreamConfig> byName = new HashMap<>();
        for (ObjectNode document : table.rows("upstreams")) {
            Row row = new Row("upstreams", document);
            UpstreamConfig upstream = UpstreamReader.read(row, targets.getOrDefault(row.id(), List.of()));
            byName.put(upstream.name(), upstream);
        }
        Balancer[] byService = new Balancer[services.size()];
        for (ServiceConfig service : services) {
            UpstreamConfig upstream = byName.get(service.host());
            byService[service.index()] =
                    upstream == null ? balancers.host(service.host(), service.port()) : balancers.upstream(upstream);
        }
        balancers.forgetUnused();
        return new UpstreamTable(byName, byService);
    }

    Balancer balancer(ServiceConfig service) {
        return byService[service.index()];
    }

    Optional<UpstreamConfig> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}

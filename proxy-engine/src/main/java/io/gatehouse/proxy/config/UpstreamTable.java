package io.gatehouse.proxy.config;

import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.Balancers;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.gatehouse.proxy.text.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Upstreams by name, and the balancer of each service. Immutable; a changed copy keeps what did not change.
 */
final class UpstreamTable {
    static final UpstreamTable EMPTY = new UpstreamTable(
            CompiledRows.empty("targets"), CompiledRows.empty("upstreams"), TextTable.empty(), new Balancer[0]);

    private final CompiledRows<Target> targets;
    private final CompiledRows<UpstreamConfig> upstreams;
    private final TextTable<UpstreamConfig> byName;
    private final Balancer[] byService;

    private record Target(String upstream, TargetConfig config) {}

    private UpstreamTable(
            CompiledRows<Target> targets,
            CompiledRows<UpstreamConfig> upstreams,
            TextTable<UpstreamConfig> byName,
            Balancer[] byService) {
        this.targets = targets;
        this.upstreams = upstreams;
        this.byName = byName;
        this.byService = byService;
    }

    UpstreamTable with(ConfigTable table, ServiceTable services, Balancers balancers) {
        CompiledRows<Target> newTargets = targets.with(
                table.rows("targets"),
                (row, before) -> new Target(row.requiredText("upstream"), UpstreamReader.readTarget(row)));
        CompiledRows<UpstreamConfig> newUpstreams = upstreams(table, newTargets);
        boolean servicesChanged = services.rows().changed();
        if (!newUpstreams.changed() && !servicesChanged) {
            return new UpstreamTable(newTargets, newUpstreams, byName, byService);
        }
        TextTable.Edit<UpstreamConfig> edit = byName.edit();
        newUpstreams.removed().forEach(upstream -> edit.put(upstream.name(), null));
        newUpstreams.added().forEach(upstream -> edit.put(upstream.name(), upstream));
        TextTable<UpstreamConfig> names = edit.table();
        Balancer[] chosen = Arrays.copyOf(byService, services.slots());
        for (ServiceConfig service : affected(services, newUpstreams)) {
            UpstreamConfig upstream = names.get(service.host());
            chosen[service.index()] =
                    upstream == null ? balancers.host(service.host(), service.port()) : balancers.upstream(upstream);
        }
        balancers.forgetUnused();
        return new UpstreamTable(newTargets, newUpstreams, names, chosen);
    }

    /** An upstream is made anew when one of its targets is another now. */
    private CompiledRows<UpstreamConfig> upstreams(ConfigTable table, CompiledRows<Target> newTargets) {
        Set<String> touched = new HashSet<>();
        newTargets.removed().forEach(target -> touched.add(target.upstream()));
        newTargets.added().forEach(target -> touched.add(target.upstream()));
        Map<String, List<TargetConfig>> byUpstream = new HashMap<>();
        CompiledRows.Reader<UpstreamConfig> reader = (row, before) -> {
            if (byUpstream.isEmpty()) {
                newTargets
                        .values()
                        .forEach(target -> byUpstream
                                .computeIfAbsent(target.upstream(), id -> new ArrayList<>())
                                .add(target.config()));
            }
            return UpstreamReader.read(row, byUpstream.getOrDefault(row.id(), List.of()));
        };
        return touched.isEmpty()
                ? upstreams.with(table.rows("upstreams"), reader)
                : upstreams.with(table.rows("upstreams"), reader, upstream -> !touched.contains(upstream.id()));
    }

    /** Services that are new, or whose host names an upstream that came, went or changed. */
    private static List<ServiceConfig> affected(ServiceTable services, CompiledRows<UpstreamConfig> upstreams) {
        if (!upstreams.changed()) {
            return services.rows().added();
        }
        Set<String> names = new HashSet<>();
        upstreams.removed().forEach(upstream -> names.add(upstream.name()));
        upstreams.added().forEach(upstream -> names.add(upstream.name()));
        List<ServiceConfig> affected = new ArrayList<>(services.rows().added());
        services.rows().values().stream()
                .filter(service -> names.contains(service.host()))
                .forEach(affected::add);
        return affected;
    }

    /** Lets the balancers follow what changed; for when nothing can fail any more. */
    void comeIntoForce(Balancers balancers) {
        if (upstreams.changed()) {
            balancers.follow(upstreams.removed(), upstreams.added());
        }
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        targets.settle();
        upstreams.settle();
    }

    Balancer balancer(ServiceConfig service) {
        return byService[service.index()];
    }

    Optional<UpstreamConfig> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}

package io.gatehouse.proxy.config;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.counter.CounterStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns validated tables into {@link GatewayConfig}s. Each compilation begins with what the last successful one made and
 * keeps whatever belongs to rows that did not change: its cost depends on the number of changed rows, but for one look at
 * each row's identity. What must survive a change of configuration is kept here and in the {@link CompilerServices}:
 * balancers, plugin instances and their state. Not for event loops; one compilation at a time.
 */
public final class ConfigCompiler {
    private final RouterFlavor flavor;
    private final Map<String, PluginType> pluginTypes = new HashMap<>();
    private final CompilerServices services;
    private final PluginStates states;
    private final PluginLifetimes lifetimes;
    private Parts last;
    private volatile Identities identities;

    /** What a configuration consists of. */
    private record Parts(
            ServiceTable services,
            RouteTable routes,
            CertificateReader certificates,
            UpstreamTable upstreams,
            Identities identities,
            PluginInstanceSet instances,
            PlanTables plans) {

        void settle() {
            services.settle();
            routes.settle();
            certificates.settle();
            upstreams.settle();
            identities.settle();
            instances.settle();
        }
    }

    /**
     * @param pluginTypes those that may run on this node
     */
    public ConfigCompiler(RouterFlavor flavor, Collection<PluginType> pluginTypes, CompilerServices services) {
        this.flavor = flavor;
        this.services = services;
        states = new PluginStates(new CounterStore(services.clock(), services.background()));
        lifetimes = new PluginLifetimes(states);
        pluginTypes.forEach(type -> this.pluginTypes.put(type.definition().name(), type));
        this.last = nothing();
        this.identities = last.identities();
    }

    private Parts nothing() {
        List<CredentialIndex> indexes = pluginTypes.values().stream()
                .flatMap(type -> type.credentialIndexes().stream())
                .toList();
        return new Parts(
                ServiceTable.EMPTY,
                RouteTable.empty(flavor),
                CertificateReader.EMPTY,
                UpstreamTable.EMPTY,
                Identities.empty(indexes, services.clock()),
                PluginInstanceSet.empty(pluginTypes),
                PlanTables.EMPTY);
    }

    /**
     * Compiles.
     *
     * @param hash of the table, 32 hexadecimal digits
     * @throws ConfigException naming entity and field when something cannot be compiled; nothing has changed then
     */
    public synchronized GatewayConfig compile(ConfigTable table, String hash) {
        Parts before = lifetimes.ended() ? nothing() : last;
        Parts next = compile(table, before);
        last = next;
        PluginTable plugins = new PluginTable(
                next.plans(), next.routes().slots(), next.instances().missing(), lifetimes.next(next.instances()));
        next.upstreams().comeIntoForce(services.balancers());
        next.settle();
        return new GatewayConfig(
                hash,
                next.routes().routers(),
                next.routes().routes(),
                next.services().rows().values(),
                plugins,
                next.upstreams(),
                next.certificates().table(),
                next.identities().consumers(),
                table.rows("workspaces").stream()
                        .map(row -> row.path("id").asText())
                        .findFirst());
    }

    private Parts compile(ConfigTable table, Parts before) {
        ServiceTable newServices = before.services().with(table.rows("services"));
        RouteTable routes = before.routes().with(table.rows("routes"), newServices);
        CertificateReader certificates = before.certificates().with(table);
        UpstreamTable upstreams = before.upstreams().with(table, newServices, services.balancers());
        Identities newIdentities = before.identities().with(table);
        PluginInstanceSet instances = instances(table, before, newIdentities);
        PlanTables plans = instances.changed() ? PlanTables.of(instances) : before.plans();
        return new Parts(newServices, routes, certificates, upstreams, newIdentities, instances, plans);
    }

    /** Instances look consumers up in what is current, also while they are made; so this comes last. */
    private PluginInstanceSet instances(ConfigTable table, Parts before, Identities newIdentities) {
        identities = newIdentities;
        try {
            return before.instances()
                    .with(
                            table.rows("plugins"),
                            (plugin, id) -> new CompiledContext(plugin, id, services, states, () -> identities));
        } catch (RuntimeException e) {
            identities = before.identities();
            throw e;
        }
    }
}

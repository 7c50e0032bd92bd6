package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.entity.ServiceConfig;
import io.gatehouse.proxy.identity.ConsumerTable;
import io.gatehouse.proxy.identity.CredentialTable;
import io.gatehouse.proxy.pattern.PatternException;
import io.gatehouse.proxy.router.Routers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a validated table into a {@link GatewayConfig}. What must survive a change of configuration is kept here and in
 * the {@link CompilerServices}: balancers, and the state of plugins. Not for event loops; one compilation at a time.
 */
public final class ConfigCompiler {
    private final RouterFlavor flavor;
    private final Map<String, PluginType> pluginTypes = new HashMap<>();
    private final CompilerServices services;
    private final PluginStates states = new PluginStates();

    /**
     * @param pluginTypes those that may run on this node
     * @throws IllegalArgumentException for a flavour that is not supported yet
     */
    public ConfigCompiler(RouterFlavor flavor, Collection<PluginType> pluginTypes, CompilerServices services) {
        Routers.of(flavor, List.of());
        this.flavor = flavor;
        this.services = services;
        pluginTypes.forEach(type -> this.pluginTypes.put(type.definition().name(), type));
    }

    /**
     * Compiles.
     *
     * @param hash of the table, 32 hexadecimal digits
     * @throws ConfigException naming entity and field when something cannot be compiled; nothing has changed then
     */
    public synchronized GatewayConfig compile(ConfigTable table, String hash) {
        List<ServiceConfig> serviceList = services(table);
        List<RouteConfig> routes = routes(table, serviceList);
        Routers routers = routers(routes);
        CertificateTable certificates = CertificateReader.read(table);
        UpstreamTable upstreams = UpstreamTable.read(table, serviceList, services.balancers());
        ConsumerTable consumers = consumers(table);
        PluginTable plugins = new PluginTable(instances(table, consumers), routes);
        return new GatewayConfig(hash, routers, routes, serviceList, plugins, upstreams, certificates, consumers);
    }

    private static List<ServiceConfig> services(ConfigTable table) {
        List<ServiceConfig> list = new ArrayList<>();
        for (ObjectNode document : table.rows("services")) {
            list.add(ServiceReader.read(new Row("services", document), list.size()));
        }
        return list;
    }

    private List<RouteConfig> routes(ConfigTable table, List<ServiceConfig> serviceList) {
        Map<String, ServiceConfig> byId = new HashMap<>();
        serviceList.forEach(service -> byId.put(service.id(), service));
        RouteReader reader = new RouteReader(flavor, byId);
        List<RouteConfig> list = new ArrayList<>();
        for (ObjectNode document : table.rows("routes")) {
            list.add(reader.read(new Row("routes", document), list.size()));
        }
        return list;
    }

    private Routers routers(List<RouteConfig> routes) {
        try {
            return Routers.of(flavor, routes);
        } catch (PatternException e) {
            // which of many it is takes a second look, on this rare way only
            for (RouteConfig route : routes) {
                explain(route);
            }
            throw new ConfigException("routes: " + e.getMessage(), e);
        }
    }

    private void explain(RouteConfig route) {
        try {
            Routers.of(flavor, List.of(route));
        } catch (PatternException e) {
            throw new ConfigException("routes '" + route.name().orElse(route.id()) + "': " + e.getMessage(), e);
        }
    }

    private static ConsumerTable consumers(ConfigTable table) {
        List<Consumer> consumers = new ArrayList<>();
        for (ObjectNode document : table.rows("consumers")) {
            Row row = new Row("consumers", document);
            consumers.add(new Consumer(row.id(), row.text("username"), row.text("custom_id"), document));
        }
        return new ConsumerTable(consumers);
    }

    private PluginInstanceSet instances(ConfigTable table, ConsumerTable consumers) {
        List<CredentialIndex> indexes = pluginTypes.values().stream()
                .flatMap(type -> type.credentialIndexes().stream())
                .toList();
        CredentialTable credentials = new CredentialTable(table, indexes, services.clock());
        PluginInstanceSet instances = new PluginInstanceSet(pluginTypes, states);
        instances.make(
                table,
                pluginId -> new CompiledContext(
                        pluginId, services.node(), services.background(), states, consumers, credentials));
        return instances;
    }
}

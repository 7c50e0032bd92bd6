package io.gatehouse.proxy.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginScope;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.ScopedPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin instances of one configuration. Immutable; a changed copy keeps the instances of rows that did not change.
 */
final class PluginInstanceSet {
    private static final Logger LOG = LoggerFactory.getLogger(PluginInstanceSet.class);

    private final Map<String, PluginType> types;
    private final CompiledRows<Instance> rows;
    private final List<String> missing;

    /**
     * @param plugin empty: nothing runs for the row
     * @param missing whether that is because this node has no such plugin
     * @param requests whether it takes part in requests of HTTP and gRPC
     * @param sessions whether it takes part in sessions of stream routes
     */
    private record Instance(
            String name, Optional<ScopedPlugin> plugin, boolean missing, boolean requests, boolean sessions) {}

    /** Gives each instance its view of the configuration. */
    interface Contexts {
        CompiledContext of(String plugin, String pluginId);
    }

    private PluginInstanceSet(Map<String, PluginType> types, CompiledRows<Instance> rows, List<String> missing) {
        this.types = types;
        this.rows = rows;
        this.missing = missing;
    }

    static PluginInstanceSet empty(Map<String, PluginType> types) {
        return new PluginInstanceSet(types, CompiledRows.empty("plugins"), List.of());
    }

    /**
     * @throws ConfigException when a plugin refuses its configuration; the instances made so far are closed then
     */
    PluginInstanceSet with(List<ObjectNode> documents, Contexts contexts) {
        List<ScopedPlugin> made = new ArrayList<>();
        CompiledRows<Instance> next;
        try {
            next = rows.with(documents, (row, before) -> {
                Instance instance = instance(row, contexts);
                instance.plugin().ifPresent(made::add);
                return instance;
            });
        } catch (RuntimeException e) {
            close(made);
            throw e;
        }
        List<String> nowMissing = next.changed() ? missing(next) : missing;
        if (!nowMissing.isEmpty() && !nowMissing.equals(missing)) {
            LOG.warn("plugins {} are configured but not installed on this node; they do not run", nowMissing);
        }
        return new PluginInstanceSet(types, next, nowMissing);
    }

    private static List<String> missing(CompiledRows<Instance> rows) {
        return rows.values().stream()
                .filter(Instance::missing)
                .map(Instance::name)
                .distinct()
                .sorted()
                .toList();
    }

    private Instance instance(Row row, Contexts contexts) {
        String name = row.requiredText("name");
        if (!row.flag("enabled").orElse(true)) {
            return new Instance(name, Optional.empty(), false, false, false);
        }
        boolean requests = row.texts("protocols").isEmpty() || speaks(row, false);
        boolean sessions = speaks(row, true);
        PluginType type = types.get(name);
        if (type == null) {
            return new Instance(name, Optional.empty(), true, requests, sessions);
        }
        ScopedPlugin plugin = make(row, type, contexts);
        if (!requests && !plugin.plugin().phases().contains(Phase.SESSION_LOG)) {
            LOG.warn("{} is for stream routes only, where this plugin does nothing", row.name());
        }
        return new Instance(name, Optional.of(plugin), false, requests, sessions);
    }

    /** Whether the plugin is for a protocol of streams, or one of requests. */
    private static boolean speaks(Row row, boolean streams) {
        return row.texts("protocols").stream()
                .flatMap(text -> Protocol.of(text).stream())
                .anyMatch(protocol -> protocol.stream() == streams);
    }

    private static ScopedPlugin make(Row row, PluginType type, Contexts contexts) {
        ObjectNode config = row.document().path("config") instanceof ObjectNode record
                ? record
                : JsonNodeFactory.instance.objectNode();
        PluginScope scope = new PluginScope(row.text("route"), row.text("service"), row.text("consumer"));
        String name = type.definition().name();
        Plugin plugin;
        try {
            plugin = type.create(new PluginConfiguration(row.id(), scope, config), contexts.of(name, row.id()));
        } catch (RuntimeException e) {
            throw new ConfigException(
                    row.name() + ", id " + row.id() + ": config is refused: " + reason(e), row.place("config"), e);
        }
        return new ScopedPlugin(
                ConfiguredPlugin.of(row.id(), name, type.definition().priority(), plugin),
                scope.route().orElse(""),
                scope.service().orElse(""),
                scope.consumer().orElse(""));
    }

    /** Jackson's messages quote values, which may be secrets. */
    private static String reason(RuntimeException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof JsonMappingException binding) {
                return "a value has the wrong type at " + binding.getPathReference();
            }
            if (at instanceof JacksonException) {
                return "a value has the wrong type";
            }
        }
        return Optional.ofNullable(e.getMessage()).orElse(e.toString());
    }

    /** All instances. */
    List<ScopedPlugin> all() {
        return plugins(rows.values());
    }

    /** Those that take part in requests. */
    List<ScopedPlugin> forRequests() {
        return plugins(rows.values().stream().filter(Instance::requests).toList());
    }

    /** Those that take part in sessions of stream routes. */
    List<ScopedPlugin> forSessions() {
        return plugins(rows.values().stream().filter(Instance::sessions).toList());
    }

    /** Those made for this configuration. */
    List<ScopedPlugin> added() {
        return plugins(rows.added());
    }

    /** Those of the configuration before that this one has not. */
    List<ScopedPlugin> removed() {
        return plugins(rows.removed());
    }

    private static List<ScopedPlugin> plugins(List<Instance> instances) {
        return instances.stream()
                .flatMap(instance -> instance.plugin().stream())
                .toList();
    }

    /** See {@link CompiledRows#settle}. */
    void settle() {
        rows.settle();
    }

    boolean changed() {
        return rows.changed();
    }

    /** Names of plugins that are configured but not installed. */
    List<String> missing() {
        return missing;
    }

    static void close(List<ScopedPlugin> plugins) {
        for (ScopedPlugin scoped : plugins) {
            try {
                scoped.plugin().plugin().close();
            } catch (RuntimeException e) {
                LOG.warn("closing plugin {} failed", scoped.plugin(), e);
            }
        }
    }
}

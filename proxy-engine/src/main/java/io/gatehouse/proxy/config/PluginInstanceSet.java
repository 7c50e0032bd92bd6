package io.gatehouse.proxy.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.ScopedPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the plugin instances of a configuration. Used by one thread while it is compiled. */
final class PluginInstanceSet {
    private static final Logger LOG = LoggerFactory.getLogger(PluginInstanceSet.class);

    private final Map<String, PluginType> types;
    private final PluginStates states;
    private final List<ScopedPlugin> scoped = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();

    /** Gives each instance its view of the configuration. */
    interface Contexts {
        CompiledContext of(String pluginId);
    }

    PluginInstanceSet(Map<String, PluginType> types, PluginStates states) {
        this.types = types;
        this.states = states;
    }

    /**
     * @throws ConfigException when a plugin refuses its configuration; the instances made so far are closed then
     */
    void make(ConfigTable table, Contexts contexts) {
        try {
            for (ObjectNode document : table.rows("plugins")) {
                Row row = new Row("plugins", document);
                if (row.flag("enabled").orElse(true) && forRequests(row)) {
                    make(row, contexts);
                }
            }
        } catch (RuntimeException e) {
            close(scoped);
            throw e;
        }
        states.hold(ids(scoped));
        if (!missing.isEmpty()) {
            LOG.warn("plugins {} are configured but not installed on this node; they do not run", missing);
        }
    }

    /** A plugin for connections only takes no part in requests. */
    private static boolean forRequests(Row row) {
        List<String> protocols = row.texts("protocols");
        return protocols.isEmpty()
                || protocols.stream()
                        .anyMatch(text -> Protocol.of(text)
                                .filter(protocol -> !protocol.stream())
                                .isPresent());
    }

    private void make(Row row, Contexts contexts) {
        String name = row.requiredText("name");
        PluginType type = types.get(name);
        if (type == null) {
            missing.add(name);
            return;
        }
        ObjectNode config = row.document().path("config") instanceof ObjectNode record
                ? record
                : JsonNodeFactory.instance.objectNode();
        Plugin plugin;
        try {
            plugin = type.create(new PluginConfiguration(row.id(), config), contexts.of(row.id()));
        } catch (RuntimeException e) {
            throw new ConfigException(
                    row.name() + ", id " + row.id() + ": config is refused: " + reason(e), row.place("config"), e);
        }
        PluginDefinition definition = type.definition();
        scoped.add(new ScopedPlugin(
                ConfiguredPlugin.of(row.id(), name, definition.priority(), plugin),
                row.text("route").orElse(""),
                row.text("service").orElse(""),
                row.text("consumer").orElse("")));
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

    List<ScopedPlugin> scoped() {
        return scoped;
    }

    List<String> missing() {
        return List.copyOf(missing);
    }

    /** What to do when the configuration is gone; does not refer to it. */
    Runnable closing() {
        List<ScopedPlugin> made = List.copyOf(scoped);
        PluginStates kept = states;
        return () -> {
            close(made);
            kept.release(ids(made));
        };
    }

    private static List<String> ids(List<ScopedPlugin> plugins) {
        return plugins.stream().map(scoped -> scoped.plugin().id()).toList();
    }

    private static void close(List<ScopedPlugin> plugins) {
        for (ScopedPlugin scoped : plugins) {
            try {
                scoped.plugin().plugin().close();
            } catch (RuntimeException e) {
                LOG.warn("closing plugin {} failed", scoped.plugin(), e);
            }
        }
    }
}

package io.gatehouse.proxy.node;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.PluginType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The plugins that this node has handlers for and that the setting {@code plugins} lets in, by name. */
record LoadedPlugins(Map<String, PluginType> types) {

    static LoadedPlugins of(Settings settings) {
        Map<String, PluginType> found = new TreeMap<>();
        for (PluginType type : ServiceLoader.load(PluginType.class)) {
            found.put(type.definition().name(), type);
        }
        Set<String> wanted = settings.plugins(found.keySet());
        found.keySet().retainAll(wanted);
        return new LoadedPlugins(found);
    }

    List<PluginDefinition> definitions() {
        return types.values().stream().map(PluginType::definition).toList();
    }

    /** What the control plane is told. */
    List<PluginVersion> versions() {
        return definitions().stream()
                .map(definition -> new PluginVersion(definition.name(), Optional.of(definition.version())))
                .toList();
    }
}

package io.gatehouse.proxy.node;

import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.model.link.PluginVersion;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.plugins.bundled.BundledPlugins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that the setting {@code plugins} lets in.
 *
 * @param types those that this node has handlers for, by name
 * @param unhandled names of those that are known by their schemas only
 */
record LoadedPlugins(Map<String, PluginType> types, Set<String> unhandled) {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugins.class);

    /**
     * Finds them, and says which ones have no handler here: plainly where the setting names one, as a matter of
     * information where {@code bundled} does.
     */
    static LoadedPlugins of(Settings settings) {
        Map<String, PluginType> found = new TreeMap<>();
        for (PluginType type : ServiceLoader.load(PluginType.class)) {
            found.put(type.definition().name(), type);
        }
        Set<String> known = new TreeSet<>(BundledPlugins.names());
        known.addAll(found.keySet());
        Set<String> wanted = settings.plugins(known);
        Set<String> unhandled = new TreeSet<>(wanted);
        unhandled.removeAll(found.keySet());
        found.keySet().retainAll(wanted);
        announce(unhandled, settings.list("plugins"));
        return new LoadedPlugins(found, unhandled);
    }

    private static void announce(Set<String> unhandled, List<String> setting) {
        Set<String> named = new TreeSet<>(unhandled);
        named.retainAll(setting);
        if (!named.isEmpty()) {
            LOG.warn("plugins: this data plane has no handler for {}; it refuses configurations that use them", named);
        }
        Set<String> implied = new TreeSet<>(unhandled);
        implied.removeAll(named);
        if (!implied.isEmpty()) {
            LOG.info("No handlers for the bundled plugins {}; configurations that use them are refused", implied);
        }
    }

    /** What this node can be configured with; entities of plugins without a handler are known, too. */
    EntityCatalog catalog(RouterFlavor flavor) {
        Set<String> owners = new TreeSet<>(BundledPlugins.namesWithEntities());
        owners.retainAll(unhandled);
        List<EntityType> entities = owners.stream()
                .flatMap(name -> BundledPlugins.definition(name).entities().stream())
                .toList();
        return EntityCatalog.of(definitions(), flavor).withoutHandlers(unhandled, entities);
    }

    private List<PluginDefinition> definitions() {
        return types.values().stream().map(PluginType::definition).toList();
    }

    /** What the control plane is told. */
    List<PluginVersion> versions() {
        return definitions().stream()
                .map(definition -> new PluginVersion(definition.name(), Optional.of(definition.version())))
                .toList();
    }
}

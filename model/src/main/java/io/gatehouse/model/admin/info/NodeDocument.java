package io.gatehouse.model.admin.info;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import java.util.Collection;

/**
 * {@code GET /}: what node this is, what it can do and how it is configured. Secrets are masked by the settings.
 *
 * @param settings of the node
 * @param catalog what it can be configured with
 * @param id of the node
 * @param hostname of the machine
 */
public record NodeDocument(Settings settings, EntityCatalog catalog, String id, String hostname) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * The document. User interfaces and tools decide by {@code version} and {@code edition} what they offer.
     *
     * @param pluginsInUse names of the plugins that are configured, sorted
     * @param logLevel the one in force, which may not be that of the settings any more
     */
    public ObjectNode describe(Collection<String> pluginsInUse, String logLevel) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("version", Product.COMPATIBLE_VERSION);
        document.put("edition", "community");
        document.put("tagline", "Welcome to " + Product.NAME);
        document.put("hostname", hostname);
        document.put("node_id", id);
        document.put("gatehouse_version", Product.version());
        long pid = ProcessHandle.current().pid();
        document.putObject("pids").put("master", pid).putArray("workers").add(pid);
        document.set("timers", JvmThreads.now().counts());
        document.set("plugins", plugins(pluginsInUse));
        document.set("configuration", configuration(logLevel));
        return document;
    }

    private ObjectNode plugins(Collection<String> inUse) {
        ObjectNode plugins = JsonNodeFactory.instance.objectNode();
        ObjectNode available = plugins.putObject("available_on_server");
        catalog.plugins()
                .forEach(plugin -> available
                        .putObject(plugin.name())
                        .put("version", plugin.version())
                        .put("priority", plugin.priority()));
        inUse.forEach(plugins.putArray("enabled_in_cluster")::add);
        return plugins;
    }

    private ObjectNode configuration(String logLevel) {
        ObjectNode configuration = MAPPER.valueToTree(settings.effective());
        configuration.put("log_level", logLevel);
        ObjectNode loaded = configuration.putObject("loaded_plugins");
        catalog.plugins().forEach(plugin -> loaded.put(plugin.name(), true));
        return configuration;
    }
}

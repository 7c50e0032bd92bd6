package io.gatehouse.admin.info;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.EntityDirectory;
import io.gatehouse.cluster.log.LogLevels;
import io.gatehouse.cluster.node.ThisNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** {@code /}: what node this is, what it can do and how it is configured. Secrets are masked by the settings. */
@Path("/")
@RequestScoped
public class NodeResource {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Inject
    private Settings settings;

    @Inject
    private EntityCatalog catalog;

    @Inject
    private EntityDirectory directory;

    @Inject
    private ThisNode node;

    @Inject
    private LogLevels logLevels;

    /** The node document. User interfaces and tools decide by {@code version} and {@code edition} what they offer. */
    @GET
    public ObjectNode read() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("version", Product.COMPATIBLE_VERSION);
        document.put("edition", "community");
        document.put("tagline", "Welcome to " + Product.NAME);
        document.put("hostname", node.identity().hostname());
        document.put("node_id", node.identity().id());
        document.put("gatehouse_version", Product.version());
        long pid = ProcessHandle.current().pid();
        document.putObject("pids").put("master", pid).putArray("workers").add(pid);
        document.set("timers", JvmThreads.now().counts());
        document.set("plugins", plugins());
        document.set("configuration", configuration());
        return document;
    }

    private ObjectNode plugins() {
        ObjectNode plugins = JsonNodeFactory.instance.objectNode();
        ObjectNode available = plugins.putObject("available_on_server");
        catalog.plugins()
                .forEach(plugin -> available
                        .putObject(plugin.name())
                        .put("version", plugin.version())
                        .put("priority", plugin.priority()));
        directory.pluginsInUse().forEach(plugins.putArray("enabled_in_cluster")::add);
        return plugins;
    }

    private ObjectNode configuration() {
        ObjectNode configuration = MAPPER.valueToTree(settings.effective());
        configuration.put("log_level", logLevels.current().toString());
        ObjectNode loaded = configuration.putObject("loaded_plugins");
        catalog.plugins().forEach(plugin -> loaded.put(plugin.name(), true));
        return configuration;
    }
}

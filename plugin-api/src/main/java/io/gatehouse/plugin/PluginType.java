package io.gatehouse.plugin;

import io.gatehouse.model.entity.PluginDefinition;
import java.util.List;

/** How a bundled or foreign plugin announces its handler; found through {@link java.util.ServiceLoader}. */
public interface PluginType {

    /** Name, version, priority, schema and credential entities, from the YAML file beside the class. */
    PluginDefinition definition();

    /** The look-ups that {@link PluginContext#credentials} may be asked for. */
    default List<CredentialIndex> credentialIndexes() {
        return List.of();
    }

    /** Binds a validated configuration and makes the instance; data plane only. */
    Plugin create(PluginConfiguration configuration, PluginContext context);
}

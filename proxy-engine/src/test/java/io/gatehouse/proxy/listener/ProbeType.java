package io.gatehouse.proxy.listener;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** A plugin without configuration whose handler is a test's own. */
record ProbeType(PluginDefinition definition, Plugin plugin) implements PluginType {

    static ProbeType of(String name, int priority, Plugin plugin) {
        String yaml = "name: " + name + "\nversion: 1.0.0\npriority: " + priority
                + "\nfields:\n  - protocols: {typedef: protocols_http}\n"
                + "  - config: {type: record, required: true, fields: []}\n";
        return new ProbeType(
                PluginDefinition.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))), plugin);
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        return plugin;
    }
}

package io.gatehouse.plugins.requesttermination;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;

/** Announces request-termination. */
public final class RequestTerminationType implements PluginType {
    private final PluginDefinition definition =
            PluginDefinition.read(RequestTerminationType.class.getResourceAsStream("request-termination.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        return new RequestTermination(configuration.as(RequestTerminationConfig.class), context.node());
    }
}

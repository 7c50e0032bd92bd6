package io.gatehouse.plugins.prometheus;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;

/** Announces prometheus. */
public final class PrometheusType implements PluginType {
    private final PluginDefinition definition =
            PluginDefinition.read(PrometheusType.class.getResourceAsStream("prometheus.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        return new Prometheus(configuration.as(PrometheusConfig.class), context.metrics());
    }
}

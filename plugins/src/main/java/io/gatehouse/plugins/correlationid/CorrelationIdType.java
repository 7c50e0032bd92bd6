package io.gatehouse.plugins.correlationid;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginType;

/** Announces correlation-id. */
public final class CorrelationIdType implements PluginType {
    private final PluginDefinition definition =
            PluginDefinition.read(CorrelationIdType.class.getResourceAsStream("correlation-id.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        CorrelationIdConfig config = configuration.as(CorrelationIdConfig.class);
        IdGenerator generator = switch (config.generator()) {
            case "uuid" -> IdGenerator.uuid();
            case "uuid#counter" -> context.state("counter", CountingIdGenerator.class, CountingIdGenerator::new);
            case "tracker" -> new TrackerIdGenerator();
            default ->
                throw new IllegalArgumentException(
                        "config.generator: '" + config.generator() + "' is unknown; use uuid, uuid#counter or tracker");
        };
        return new CorrelationId(config, generator);
    }
}

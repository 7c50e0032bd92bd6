package io.gatehouse.plugins.ratelimiting;

import io.gatehouse.model.entity.PluginDefinition;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.PluginConfiguration;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.PluginScope;
import io.gatehouse.plugin.PluginType;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.WindowCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces rate-limiting. */
public final class RateLimitingType implements PluginType {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitingType.class);
    private static final String LOCAL = "local";

    private final PluginDefinition definition =
            PluginDefinition.read(RateLimitingType.class.getResourceAsStream("rate-limiting.yaml"));

    @Override
    public PluginDefinition definition() {
        return definition;
    }

    @Override
    public Plugin create(PluginConfiguration configuration, PluginContext context) {
        RateLimitingConfig config = configuration.as(RateLimitingConfig.class);
        String policy = config.policy().orElse("");
        if (!policy.equals(LOCAL)) {
            throw new IllegalArgumentException("config.policy: this data plane cannot count in '" + policy
                    + "', only on its own; use local, with which each data plane has limits of its own");
        }
        return new RateLimiting(
                config, refusal(config, configuration), counters(configuration, context), context.clock());
    }

    /** Plugins with the same route and service count together, so a plugin that is made anew goes on where the last one was. */
    private static WindowCounters counters(PluginConfiguration configuration, PluginContext context) {
        PluginScope scope = configuration.scope();
        return context.counters(scope.route().orElse("") + ':' + scope.service().orElse(""));
    }

    private static Reply refusal(RateLimitingConfig config, PluginConfiguration configuration) {
        int status = config.errorCode().orElse(429);
        if (status < 200 || status > 599) {
            LOG.warn(
                    "rate-limiting plugin {}: config.error_code {} is no HTTP status; requests over the limit get 500,"
                            + " use 200 to 599",
                    configuration.pluginId(),
                    status);
            return Reply.error(500, "An unexpected error occurred");
        }
        return Reply.error(status, config.errorMessage().orElse("API rate limit exceeded"));
    }
}

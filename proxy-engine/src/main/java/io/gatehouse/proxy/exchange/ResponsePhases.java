package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.BodyTransformer;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.PluginPlan;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the phases from the response's head on. A plugin that fails here is logged, and the response goes on without it. */
final class ResponsePhases {
    private static final Logger LOG = LoggerFactory.getLogger(ResponsePhases.class);

    private ResponsePhases() {}

    static void headers(PluginPlan plan, HttpExchange exchange) {
        for (ConfiguredPlugin plugin : plan.plugins(Phase.RESPONSE_HEADERS)) {
            try {
                plugin.plugin().responseHeaders(exchange.plugins());
            } catch (RuntimeException | LinkageError e) {
                report(plugin, "response headers", exchange, e);
            }
        }
    }

    /** The plugins that want the body of this response; usually none, without an allocation. */
    static List<BodyTransformer> transformers(PluginPlan plan, HttpExchange exchange) {
        ConfiguredPlugin[] plugins = plan.plugins(Phase.RESPONSE_BODY);
        if (plugins.length == 0) {
            return List.of();
        }
        List<BodyTransformer> transformers = new ArrayList<>(plugins.length);
        for (ConfiguredPlugin plugin : plugins) {
            try {
                plugin.plugin().responseBody(exchange.plugins()).ifPresent(transformers::add);
            } catch (RuntimeException | LinkageError e) {
                report(plugin, "response body", exchange, e);
            }
        }
        return transformers;
    }

    static void log(PluginPlan plan, HttpExchange exchange) {
        ConfiguredPlugin[] plugins = plan.plugins(Phase.LOG);
        if (plugins.length == 0) {
            return;
        }
        ExchangeLog entry = exchange.log();
        for (ConfiguredPlugin plugin : plugins) {
            try {
                plugin.plugin().log(entry);
            } catch (RuntimeException | LinkageError e) {
                report(plugin, "log", exchange, e);
            }
        }
        entry.clear();
    }

    private static void report(ConfiguredPlugin plugin, String phase, HttpExchange exchange, Throwable error) {
        LOG.error("plugin {} failed in its {} phase (request_id {})", plugin, phase, exchange.requestId(), error);
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Step;
import io.gatehouse.proxy.phase.ConfiguredPlugin;
import io.gatehouse.proxy.phase.Phase;
import io.gatehouse.proxy.phase.PluginPlan;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks an exchange through the rewrite and access phases of its plugins. The usual path is a loop; a plugin that waits
 * suspends the walk, which goes on at the next position on the event loop. One per client connection, reused.
 */
final class RequestPhases {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPhases.class);

    private final HttpExchange exchange;
    private final Worker worker;
    private PluginPlan plan = PluginPlan.EMPTY;
    private Phase phase = Phase.REWRITE;
    private int position;
    private boolean waiting;

    RequestPhases(HttpExchange exchange, Worker worker) {
        this.exchange = exchange;
        this.worker = worker;
    }

    /** The plan of the present request; it also says what runs in the later phases. */
    PluginPlan plan() {
        return plan;
    }

    void clear() {
        plan = PluginPlan.EMPTY;
        waiting = false;
    }

    /** No request phase runs; the later ones are those of the given plan. */
    void skip(PluginPlan later) {
        stop();
        plan = later;
    }

    /** Goes no further, whatever a waiting plugin will say. */
    void stop() {
        waiting = false;
        position = Integer.MAX_VALUE;
    }

    void rewrite(PluginPlan global) {
        begin(global, Phase.REWRITE);
    }

    void access(PluginPlan ofRoute) {
        begin(ofRoute, Phase.ACCESS);
    }

    private void begin(PluginPlan newPlan, Phase newPhase) {
        plan = newPlan;
        phase = newPhase;
        position = 0;
        walk();
    }

    private void walk() {
        while (true) {
            ConfiguredPlugin next = next();
            if (next == null) {
                break;
            }
            Optional<Consumer> before = exchange.plugins().consumer();
            Step step;
            try {
                step = phase == Phase.REWRITE
                        ? next.plugin().rewrite(exchange.plugins())
                        : next.plugin().access(exchange.plugins());
            } catch (RuntimeException | LinkageError e) {
                crashed(next, e);
                return;
            }
            if (!proceed(next, step, before)) {
                return;
            }
        }
        if (phase == Phase.REWRITE) {
            exchange.rewritten();
        } else {
            exchange.admitted();
        }
    }

    private ConfiguredPlugin next() {
        if (phase == Phase.REWRITE) {
            ConfiguredPlugin[] plugins = plan.plugins(Phase.REWRITE);
            return position < plugins.length ? plugins[position++] : null;
        }
        if (position >= plan.size()) {
            return null;
        }
        int at = plan.next(position);
        position = at + 1;
        return at < plan.size() ? plan.at(at) : null;
    }

    /** True when the walk goes on at once. */
    private boolean proceed(ConfiguredPlugin plugin, Step step, Optional<Consumer> before) {
        if (phase == Phase.ACCESS && exchange.plugins().consumer() != before) {
            plan = exchange.plugins()
                    .consumer()
                    .map(consumer -> plan.identified(position, consumer.id()))
                    .orElseGet(() -> plan.anonymous(position));
        }
        if (step instanceof Step.Next) {
            return true;
        }
        if (step instanceof Step.Respond respond) {
            exchange.reply(respond.reply());
            return false;
        }
        waiting = true;
        long request = exchange.number();
        ((Step.Await) step)
                .later()
                .whenComplete((result, error) -> worker.loop().execute(() -> {
                    // the client may have gone, and an answer may have been given, meanwhile
                    if (waiting && exchange.number() == request) {
                        waiting = false;
                        resume(plugin, result, error, before);
                    }
                }));
        return false;
    }

    private void resume(ConfiguredPlugin plugin, Step result, Throwable error, Optional<Consumer> before) {
        if (error != null) {
            crashed(plugin, error);
        } else if (proceed(plugin, result, before)) {
            walk();
        }
    }

    private void crashed(ConfiguredPlugin plugin, Throwable error) {
        LOG.error(
                "plugin {} failed in its {} phase (request_id {})",
                plugin,
                phase.name().toLowerCase(java.util.Locale.ROOT),
                exchange.requestId(),
                error);
        exchange.crashed();
    }
}

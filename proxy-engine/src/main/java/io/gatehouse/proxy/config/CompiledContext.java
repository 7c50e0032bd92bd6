package io.gatehouse.proxy.config;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.plugin.WindowCounters;
import io.gatehouse.plugin.metrics.Metrics;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What one plugin instance sees of its configuration and its node.
 *
 * @param plugin name of the plugin
 * @param pluginId id of its entity
 * @param identities the current ones: an instance stays while its own row does, though consumers come and go
 */
record CompiledContext(
        String plugin, String pluginId, CompilerServices services, PluginStates states, Supplier<Identities> identities)
        implements PluginContext {

    @Override
    public Node node() {
        return services.node();
    }

    @Override
    public Clock clock() {
        return services.clock();
    }

    @Override
    public Executor background() {
        return services.background();
    }

    @Override
    public Optional<Credential> credential(CredentialIndex index, String value) {
        return identities.get().credentials().find(index, value);
    }

    @Override
    public Optional<Consumer> consumer(String id) {
        return identities.get().consumers().byId(id);
    }

    @Override
    public Optional<Consumer> consumerByUsername(String username) {
        return identities.get().consumers().byUsername(username);
    }

    @Override
    public WindowCounters counters(String name) {
        return states.counters().named(plugin + ':' + name);
    }

    @Override
    public Metrics metrics() {
        return services.metrics();
    }

    @Override
    public <T> T state(String name, Class<T> type, Supplier<T> maker) {
        return states.state(pluginId, name, type, maker);
    }
}

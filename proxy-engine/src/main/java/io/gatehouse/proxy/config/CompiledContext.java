package io.gatehouse.proxy.config;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.CredentialIndex;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.PluginContext;
import io.gatehouse.proxy.identity.ConsumerTable;
import io.gatehouse.proxy.identity.CredentialTable;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What one plugin instance sees of its configuration and its node. */
record CompiledContext(
        String pluginId,
        Node node,
        Executor background,
        PluginStates states,
        ConsumerTable consumers,
        CredentialTable credentials)
        implements PluginContext {

    @Override
    public Optional<Credential> credential(CredentialIndex index, String value) {
        return credentials.find(index, value);
    }

    @Override
    public Optional<Consumer> consumer(String id) {
        return consumers.byId(id);
    }

    @Override
    public Optional<Consumer> consumerByUsername(String username) {
        return consumers.byUsername(username);
    }

    @Override
    public <T> T state(String name, Class<T> type, Supplier<T> maker) {
        return states.state(pluginId, name, type, maker);
    }
}

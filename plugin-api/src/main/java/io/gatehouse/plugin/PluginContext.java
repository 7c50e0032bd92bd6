package io.gatehouse.plugin;

import io.gatehouse.plugin.metrics.Metrics;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** What the gateway offers to a plugin instance beyond the exchange. Thread-safe. */
public interface PluginContext {

    Node node();

    /** The time that plugins go by. */
    Clock clock();

    /** Look-up by a field's value, among what is configured now; never blocks. */
    Optional<Credential> credential(CredentialIndex index, String value);

    /** Look-up by id. */
    Optional<Consumer> consumer(String id);

    /** Look-up by user name. */
    Optional<Consumer> consumerByUsername(String username);

    /** Runs what may block (files, sockets of log plugins) on a bounded pool, off the event loops. */
    Executor background();

    /**
     * Counters of this node, by a name of the plugin's choice. All instances of a plugin that ask for the same name share them,
     * whatever their ids, and a configuration that drops the plugin leaves them until their windows are over.
     */
    WindowCounters counters(String name);

    /** What this node shows to Prometheus. */
    Metrics metrics();

    /**
     * State that outlives configuration changes, kept by plugin id and name and made at the first call. State that is
     * {@link AutoCloseable} is closed when its plugin is gone.
     */
    <T> T state(String name, Class<T> type, Supplier<T> maker);
}

package io.gatehouse.proxy.config;

import io.gatehouse.proxy.counter.CounterStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What plugins keep that outlives configurations: state, by plugin id and name, closed when the last instance of its plugin is;
 * and counters, which nothing but their time ends. Thread-safe.
 */
final class PluginStates {
    private static final Logger LOG = LoggerFactory.getLogger(PluginStates.class);

    private final Map<String, Integer> holders = new HashMap<>();
    private final Map<String, Map<String, Object>> states = new HashMap<>();
    private final CounterStore counters;

    PluginStates(CounterStore counters) {
        this.counters = counters;
    }

    CounterStore counters() {
        return counters;
    }

    synchronized <T> T state(String pluginId, String name, Class<T> type, Supplier<T> maker) {
        Object state =
                states.computeIfAbsent(pluginId, id -> new HashMap<>()).computeIfAbsent(name, key -> maker.get());
        if (!type.isInstance(state)) {
            throw new IllegalStateException("state '" + name + "' of plugin " + pluginId + " is a "
                    + state.getClass().getName() + ", asked for as " + type.getName());
        }
        return type.cast(state);
    }

    /** These plugins have one more instance each. */
    synchronized void hold(Collection<String> pluginIds) {
        pluginIds.forEach(id -> holders.merge(id, 1, Integer::sum));
    }

    /** They have one instance less. */
    synchronized void release(Collection<String> pluginIds) {
        for (String id : pluginIds) {
            if (holders.merge(id, -1, Integer::sum) == 0) {
                holders.remove(id);
                Map<String, Object> gone = states.remove(id);
                if (gone != null) {
                    gone.values().forEach(PluginStates::close);
                }
            }
        }
    }

    private static void close(Object state) {
        if (state instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("closing the state of a removed plugin failed", e);
            }
        }
    }
}

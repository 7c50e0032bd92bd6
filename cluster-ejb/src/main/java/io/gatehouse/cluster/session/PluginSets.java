package io.gatehouse.cluster.session;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * Plugins of data planes, versions by name. Most data planes have the same, and share one map here; what nobody uses any more is
 * forgotten. Thread-safe.
 */
final class PluginSets {
    private final Map<Map<String, Optional<String>>, WeakReference<Map<String, Optional<String>>>> known =
            new WeakHashMap<>();

    /** Returns an equal map that cannot be changed, the same for equal ones. */
    synchronized Map<String, Optional<String>> shared(Map<String, Optional<String>> plugins) {
        WeakReference<Map<String, Optional<String>>> reference = known.get(plugins);
        Map<String, Optional<String>> before = reference == null ? null : reference.get();
        if (before != null) {
            return before;
        }
        Map<String, Optional<String>> own = Map.copyOf(plugins);
        known.put(own, new WeakReference<>(own));
        return own;
    }
}

package io.gatehouse.proxy.config;

import io.gatehouse.proxy.phase.ScopedPlugin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * When plugin instances are closed. Configurations follow each other, and each keeps most instances of the one before:
 * an instance that a configuration dropped is closed once all configurations before that one are gone. What this costs
 * depends on the number of changes, not on that of instances. Thread-safe.
 */
final class PluginLifetimes {
    private final PluginStates states;
    private final Deque<Generation> generations = new ArrayDeque<>();

    PluginLifetimes(PluginStates states) {
        this.states = states;
    }

    /** One configuration, without a reference to it; only the last one knows its instances. */
    final class Generation {
        private PluginInstanceSet instances;
        private List<ScopedPlugin> droppedByNext = List.of();
        private boolean gone;

        private Generation(PluginInstanceSet instances) {
            this.instances = instances;
        }

        /** No request has this configuration any more. */
        void gone() {
            synchronized (PluginLifetimes.this) {
                gone = true;
                closeDropped();
            }
        }

        /**
         * The same; when it was the last configuration, all instances are closed at once, also those that older
         * configurations have.
         */
        void end() {
            synchronized (PluginLifetimes.this) {
                gone();
                if (generations.peekLast() != this) {
                    return;
                }
                generations.forEach(generation -> close(generation.droppedByNext));
                generations.clear();
                close(instances.all());
            }
        }
    }

    /** The configuration after the last one. */
    synchronized Generation next(PluginInstanceSet instances) {
        states.hold(ids(instances.added()));
        Generation last = generations.peekLast();
        if (last != null) {
            last.droppedByNext = instances.removed();
            last.instances = null;
        }
        Generation next = new Generation(instances);
        generations.add(next);
        closeDropped();
        return next;
    }

    /** Whether the last configuration was ended, and its instances are of no use any more. */
    synchronized boolean ended() {
        return generations.isEmpty();
    }

    private void closeDropped() {
        while (generations.size() > 1 && generations.peekFirst().gone) {
            close(generations.removeFirst().droppedByNext);
        }
    }

    private void close(List<ScopedPlugin> plugins) {
        PluginInstanceSet.close(plugins);
        states.release(ids(plugins));
    }

    private static List<String> ids(List<ScopedPlugin> plugins) {
        return plugins.stream().map(scoped -> scoped.plugin().id()).toList();
    }
}

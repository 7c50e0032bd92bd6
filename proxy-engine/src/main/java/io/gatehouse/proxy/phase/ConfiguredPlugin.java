package io.gatehouse.proxy.phase;

import io.gatehouse.plugin.Plugin;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A plugin instance and where it belongs.
 *
 * @param id of the plugin entity
 * @param phases the phases its class implements; the others are never called
 */
public record ConfiguredPlugin(String id, String name, int priority, Plugin plugin, Set<Phase> phases) {

    public static ConfiguredPlugin of(String id, String name, int priority, Plugin plugin) {
        EnumSet<Phase> phases = EnumSet.noneOf(Phase.class);
        Arrays.stream(Phase.values())
                .filter(phase -> phase.implementedBy(plugin.getClass()))
                .forEach(phases::add);
        return new ConfiguredPlugin(id, name, priority, plugin, Set.copyOf(phases));
    }

    /** Without the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return name + " " + id;
    }
}

package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The table of plugin fields that older data planes do not know, from {@code removed-fields.yaml}. Immutable. */
final class RemovedFields {
    private static final String TABLE = "removed-fields.yaml";

    /** Version number to plugin name to paths. */
    private final NavigableMap<Long, Map<String, List<String>>> table = new TreeMap<>();

    RemovedFields() {
        try (InputStream in = RemovedFields.class.getResourceAsStream(TABLE)) {
            Map<String, Map<String, List<String>>> document =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            document.forEach((version, plugins) -> table.put(VersionNumber.of(version), plugins));
        } catch (IOException impossible) {
            throw new IllegalStateException(TABLE + " is part of this archive", impossible);
        }
    }

    /** The versions at which something was added. */
    Iterable<Long> thresholds() {
        return table.keySet();
    }

    /** What rows of {@code plugins} lose for data planes that these thresholds, and all higher ones, concern. */
    RowRule from(long threshold) {
        Map<String, List<String>> paths = new HashMap<>();
        table.tailMap(threshold, true)
                .values()
                .forEach(plugins -> plugins.forEach((plugin, fields) ->
                        paths.computeIfAbsent(plugin, name -> new ArrayList<>()).addAll(fields)));
        return (row, warnings) -> remove(row, paths, warnings);
    }

    private static boolean remove(ObjectNode plugin, Map<String, List<String>> paths, Consumer<String> warnings) {
        String name = plugin.path("name").asText();
        boolean changed = false;
        for (String path : paths.getOrDefault(name, List.of())) {
            if (Fields.remove(plugin, "config." + path)) {
                changed = true;
                warnings.accept(name + " plugin contains configuration '" + path
                        + "' which is incompatible with dataplane and will be ignored");
            }
        }
        return changed;
    }
}

package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rows a data plane gets: all but disabled services and plugins, and whatever refers to a row that is left out (the routes of
 * a disabled service, their plugins).
 */
final class ConfigurationExport {

    private static final Set<String> LEFT_OUT_WHEN_DISABLED = Set.of("services", "plugins");

    private final Map<String, Set<String>> leftOut = new HashMap<>();
    private final Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
    private final Set<String> plugins = new TreeSet<>();

    private ConfigurationExport() {}

    static ConfigurationExport of(ConfigurationImage image) {
        ConfigurationExport export = new ConfigurationExport();
        for (ExportedType type : image.types()) {
            export.add(type, image);
        }
        return export;
    }

    ConfigTable table() {
        return ConfigTable.of(rows);
    }

    /** Names of the plugins that the exported rows use. */
    Set<String> plugins() {
        return plugins;
    }

    private void add(ExportedType type, ConfigurationImage image) {
        List<ObjectNode> kept = new ArrayList<>();
        boolean isPlugin = type.name().equals("plugins");
        for (ObjectNode row : image.rows(type)) {
            if (isLeftOut(type, row)) {
                leftOut.computeIfAbsent(type.name(), name -> new HashSet<>())
                        .add(row.path("id").asText());
                continue;
            }
            kept.add(row);
            if (isPlugin) {
                plugins.add(row.path("name").asText());
            }
        }
        rows.put(type.name(), kept);
    }

    private boolean isLeftOut(ExportedType type, ObjectNode row) {
        if (LEFT_OUT_WHEN_DISABLED.contains(type.name()) && !row.path("enabled").asBoolean(true)) {
            return true;
        }
        for (ForeignKey reference : type.references()) {
            Set<String> missing = leftOut.get(reference.references());
            if (missing != null && missing.contains(row.path(reference.field()).asText())) {
                return true;
            }
        }
        return false;
    }
}

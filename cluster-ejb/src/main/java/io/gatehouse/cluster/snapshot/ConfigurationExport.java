package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.model.snapshot.ContentSum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which rows a data plane gets: all but disabled services and plugins, and whatever refers to a row that is left out (the routes of
 * a disabled service, their plugins). Follows changes of the image; only a row that begins or ceases to be left out makes it look
 * through the rows of other types.
 *
 * <p>Not thread-safe. The tables it hands out are immutable.
 */
final class ConfigurationExport {

    private static final Set<String> LEFT_OUT_WHEN_DISABLED = Set.of("services", "plugins");
    private static final String PLUGINS = "plugins";

    private final Collection<ExportedType> types;
    private final Map<String, Set<String>> leftOut = new HashMap<>();
    private final Map<String, Integer> pluginUses = new TreeMap<>();
    private final ContentSum content = new ContentSum();
    private ConfigTable table;
    private Set<String> plugins;

    private ConfigurationExport(Collection<ExportedType> types) {
        this.types = types;
    }

    static ConfigurationExport of(ConfigurationImage image) {
        ConfigurationExport export = new ConfigurationExport(image.types());
        Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
        for (ExportedType type : image.types()) {
            List<ObjectNode> kept = new ArrayList<>();
            for (ObjectNode row : image.rows().rows(type.name())) {
                if (export.isLeftOut(type, row)) {
                    export.leftOut(type).add(Change.keyOf(row));
                } else {
                    kept.add(row);
                    export.count(type.name(), row);
                }
            }
            rows.put(type.name(), kept);
        }
        export.table = ConfigTable.of(rows);
        export.plugins = Set.copyOf(export.pluginUses.keySet());
        return export;
    }

    /** The exported rows. */
    ConfigTable table() {
        return table;
    }

    /** Names of the plugins that the exported rows use; the same object as long as they are the same. */
    Set<String> plugins() {
        return plugins;
    }

    /** The name of what is exported, see {@link ContentSum}. */
    String content() {
        return content.text();
    }

    /**
     * Follows the image.
     *
     * @param changes what changed in it
     * @param image with these changes
     * @return what changes for data planes; nothing for rows that are equal to what they were
     */
    List<Change> apply(List<Change> changes, ConfigurationImage image) {
        Map<String, Map<String, Optional<ObjectNode>>> touched = new HashMap<>();
        changes.forEach(change -> touched.computeIfAbsent(change.type(), type -> new LinkedHashMap<>())
                .put(change.key(), change.row()));
        Map<String, Set<String>> turned = new HashMap<>();
        List<Change> visible = new ArrayList<>();
        for (ExportedType type : types) {
            Map<String, Optional<ObjectNode>> ofType = touched.getOrDefault(type.name(), new LinkedHashMap<>());
            addReferring(type, turned, image, ofType);
            ofType.forEach((key, row) -> judge(type, key, row, turned).ifPresent(visible::add));
        }
        visible.forEach(this::recount);
        table = table.with(visible);
        if (!plugins.equals(pluginUses.keySet())) {
            plugins = Set.copyOf(pluginUses.keySet());
        }
        return visible;
    }

    /** Rows that did not change, but refer to one that is left out now or is so no longer. */
    private static void addReferring(
            ExportedType type,
            Map<String, Set<String>> turned,
            ConfigurationImage image,
            Map<String, Optional<ObjectNode>> touched) {
        for (ForeignKey reference : type.references()) {
            Set<String> parents = turned.getOrDefault(reference.references(), Set.of());
            if (parents.isEmpty()) {
                continue;
            }
            for (ObjectNode row : image.rows().rows(type.name())) {
                if (parents.contains(row.path(reference.field()).asText())) {
                    touched.putIfAbsent(Change.keyOf(row), Optional.of(row));
                }
            }
        }
    }

    private Optional<Change> judge(
            ExportedType type, String key, Optional<ObjectNode> row, Map<String, Set<String>> turned) {
        boolean out = row.isPresent() && isLeftOut(type, row.get());
        if (out ? leftOut(type).add(key) : leftOut(type).remove(key)) {
            turned.computeIfAbsent(type.name(), name -> new HashSet<>()).add(key);
        }
        Optional<ObjectNode> before = table.find(type.name(), key);
        Optional<ObjectNode> after = out ? Optional.empty() : row;
        return before.equals(after) ? Optional.empty() : Optional.of(new Change(type.name(), key, after));
    }

    private Set<String> leftOut(ExportedType type) {
        return leftOut.computeIfAbsent(type.name(), name -> new HashSet<>());
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

    private void recount(Change change) {
        table.find(change.type(), change.key()).ifPresent(before -> {
            content.remove(change.type(), before);
            if (change.type().equals(PLUGINS)) {
                pluginUses.computeIfPresent(name(before), (name, uses) -> uses == 1 ? null : uses - 1);
            }
        });
        change.row().ifPresent(row -> count(change.type(), row));
    }

    private void count(String type, ObjectNode row) {
        content.add(type, row);
        if (type.equals(PLUGINS)) {
            pluginUses.merge(name(row), 1, Integer::sum);
        }
    }

    private static String name(ObjectNode plugin) {
        return plugin.path("name").asText();
    }
}

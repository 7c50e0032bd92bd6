package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored configuration in memory, kept up to date with the rows that changed. Rows are held as they travel: foreign keys are
 * plain id strings.
 *
 * <p>Not thread-safe: one thread owns it. Rows and tables that it hands out are never changed afterwards, only replaced.
 */
final class ConfigurationImage {

    private final Map<String, ExportedType> types = new LinkedHashMap<>();
    private ConfigTable rows;
    private long revision;

    /** @param types in the order in which they are handed out */
    ConfigurationImage(List<ExportedType> types, StoredConfiguration stored) {
        types.forEach(type -> this.types.put(type.name(), type));
        Map<String, List<ObjectNode>> byType = new LinkedHashMap<>();
        for (ExportedType type : types) {
            byType.put(
                    type.name(),
                    stored.rows(type.name()).stream()
                            .map(row -> asItTravels(type, row))
                            .toList());
        }
        this.rows = ConfigTable.of(byType);
        this.revision = stored.revision();
    }

    long revision() {
        return revision;
    }

    /** Follows the store and returns what that changes here. */
    List<Change> apply(StoredChanges stored) {
        List<Change> changes = new ArrayList<>();
        stored.deletes().forEach((type, ids) -> {
            if (types.containsKey(type)) {
                ids.forEach(id -> changes.add(Change.delete(type, id.toString())));
            }
        });
        stored.upserts().forEach((name, changed) -> {
            ExportedType type = types.get(name);
            if (type != null) {
                changed.forEach(row -> changes.add(Change.upsert(name, asItTravels(type, row))));
            }
        });
        rows = rows.with(changes);
        revision = stored.revision();
        return changes;
    }

    Collection<ExportedType> types() {
        return types.values();
    }

    /** All rows, in the order of their primary keys. */
    ConfigTable rows() {
        return rows;
    }

    private static ObjectNode asItTravels(ExportedType type, ObjectNode row) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        flat.setAll(row);
        for (ForeignKey reference : type.references()) {
            JsonNode id = row.path(reference.field()).path("id");
            if (id.isTextual()) {
                flat.set(reference.field(), id);
            }
        }
        if (type.name().equals("certificates")) {
            // the Admin API lists their server names; in the configuration these are rows of their own
            flat.putNull("snis");
        }
        return flat;
    }
}

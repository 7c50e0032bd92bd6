package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.entity.ForeignKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The stored configuration in memory, kept up to date with the rows that changed. Rows are held as they travel: foreign keys are
 * plain id strings.
 *
 * <p>Not thread-safe: one thread owns it. Rows that {@link #rows} hands out are never changed afterwards, only replaced.
 */
final class ConfigurationImage {

    private final Map<ExportedType, NavigableMap<String, ObjectNode>> rows = new LinkedHashMap<>();
    private final Map<String, ExportedType> types = new LinkedHashMap<>();
    private long revision;

    /** @param types in the order in which they are handed out */
    ConfigurationImage(List<ExportedType> types, StoredConfiguration stored) {
        for (ExportedType type : types) {
            this.types.put(type.name(), type);
            this.rows.put(type, new TreeMap<>());
        }
        stored.rows().forEach(this::put);
        this.revision = stored.revision();
    }

    long revision() {
        return revision;
    }

    void apply(StoredChanges changes) {
        changes.deletes().forEach((type, ids) -> {
            if (types.containsKey(type)) {
                ids.stream().map(UUID::toString).forEach(rows.get(types.get(type))::remove);
            }
        });
        changes.upserts().forEach(this::put);
        revision = changes.revision();
    }

    Collection<ExportedType> types() {
        return types.values();
    }

    /** Rows of a type in the order of their primary key. */
    Collection<ObjectNode> rows(ExportedType type) {
        return rows.get(type).values();
    }

    /** Number of rows of all types. */
    int size() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    private void put(String typeName, Collection<ObjectNode> changed) {
        ExportedType type = types.get(typeName);
        if (type != null) {
            changed.forEach(row -> rows.get(type).put(primaryKey(row), asItTravels(type, row)));
        }
    }

    /** Parameters are the one type without an id. */
    private static String primaryKey(ObjectNode row) {
        return row.path(row.has("id") ? "id" : "key").asText();
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

package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.StoredChanges;
import io.gatehouse.cluster.store.StoredConfiguration;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.Collection;
import java.util.HashMap;
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

    private final EntityCatalog catalog;
    private final Map<String, NavigableMap<String, ObjectNode>> rowsByType = new HashMap<>();
    private long revision;

    ConfigurationImage(EntityCatalog catalog, StoredConfiguration stored) {
        this.catalog = catalog;
        stored.rows().forEach(this::put);
        this.revision = stored.revision();
    }

    long revision() {
        return revision;
    }

    void apply(StoredChanges changes) {
        changes.deletes().forEach((type, ids) -> {
            NavigableMap<String, ObjectNode> rows = rowsByType.get(type);
            if (rows != null) {
                ids.stream().map(UUID::toString).forEach(rows::remove);
            }
        });
        changes.upserts().forEach(this::put);
        revision = changes.revision();
    }

    /** The exported types, parents before those that refer to them. */
    List<EntityType> types() {
        return catalog.types().stream().filter(EntityType::exported).toList();
    }

    /** Rows of a type in the order of their primary key. */
    Collection<ObjectNode> rows(EntityType type) {
        NavigableMap<String, ObjectNode> rows = rowsByType.get(type.name());
        return rows == null ? List.of() : rows.values();
    }

    private void put(String typeName, Collection<ObjectNode> rows) {
        List<ForeignKey> references =
                catalog.type(typeName).map(EntityType::foreignKeys).orElse(List.of());
        NavigableMap<String, ObjectNode> target = rowsByType.computeIfAbsent(typeName, name -> new TreeMap<>());
        for (ObjectNode row : rows) {
            ObjectNode flat = flatten(row, references);
            if (typeName.equals("certificates")) {
                // the Admin API lists their server names; in the configuration these are rows of their own
                flat.putNull("snis");
            }
            target.put(primaryKey(row), flat);
        }
    }

    /** Parameters are the one type without an id. */
    private static String primaryKey(ObjectNode row) {
        return row.path(row.has("id") ? "id" : "key").asText();
    }

    private static ObjectNode flatten(ObjectNode row, List<ForeignKey> references) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        flat.setAll(row);
        for (ForeignKey reference : references) {
            JsonNode id = row.path(reference.field()).path("id");
            if (id.isTextual()) {
                flat.set(reference.field(), id);
            }
        }
        return flat;
    }

    /** Number of rows of all types. */
    int size() {
        return rowsByType.values().stream().mapToInt(Map::size).sum();
    }
}

package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks that changes leave no reference that leads nowhere. Only rows that others may refer to and that are gone make it look through
 * rows that did not change.
 */
final class ChangedReferences {
    private final EntityCatalog catalog;
    private final ConfigTable result;

    /** @param result the table with the changes */
    ChangedReferences(EntityCatalog catalog, ConfigTable result) {
        this.catalog = catalog;
        this.result = result;
    }

    /** Adds references that lead nowhere to {@code errors}, by type and primary key of the referring row. */
    void check(Collection<Change> changes, ObjectNode errors) {
        Map<String, Set<String>> gone = new HashMap<>();
        for (Change change : changes) {
            if (result.find(change.type(), change.key()).isEmpty()) {
                gone.computeIfAbsent(change.type(), type -> new HashSet<>()).add(change.key());
            }
        }
        for (Change change : changes) {
            EntityType type = catalog.type(change.type()).orElseThrow();
            change.row().ifPresent(row -> checkOwn(type, row, errors));
        }
        for (EntityType type : catalog.types()) {
            for (ForeignKey key : type.foreignKeys()) {
                Set<String> missing = gone.getOrDefault(key.references(), Set.of());
                if (!missing.isEmpty()) {
                    checkReferring(type, key, missing, errors);
                }
            }
        }
    }

    private void checkOwn(EntityType type, ObjectNode row, ObjectNode errors) {
        for (ForeignKey key : type.foreignKeys()) {
            JsonNode id = row.path(key.field());
            if (id.isTextual() && result.find(key.references(), id.textValue()).isEmpty()) {
                put(type, key, row, errors);
            }
        }
    }

    private void checkReferring(EntityType type, ForeignKey key, Set<String> missing, ObjectNode errors) {
        for (ObjectNode row : result.rows(type.name())) {
            if (missing.contains(row.path(key.field()).asText())) {
                put(type, key, row, errors);
            }
        }
    }

    private static void put(EntityType type, ForeignKey key, ObjectNode row, ObjectNode errors) {
        errors.withObjectProperty(type.name())
                .withObjectProperty(Change.keyOf(row))
                .put(
                        key.field(),
                        "invalid reference '" + key.field() + ": "
                                + row.path(key.field()).asText() + "' (no such entry in '" + key.references() + "')");
    }
}

package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What became of one row.
 *
 * @param type name of the entity type
 * @param key primary key of the row
 * @param row the whole row as it is now, in the form that {@link ConfigTable} describes; empty when it is gone
 */
public record Change(String type, String key, Optional<ObjectNode> row) {

    /** A row that is new or different. */
    public static Change upsert(String type, ObjectNode row) {
        return new Change(type, keyOf(row), Optional.of(row));
    }

    /** A row that is gone. */
    public static Change delete(String type, String key) {
        return new Change(type, key, Optional.empty());
    }

    /** The primary key of a row; parameters are the one type without an id. */
    public static String keyOf(ObjectNode row) {
        JsonNode id = row.get("id");
        return (id == null ? row.path("key") : id).asText();
    }
}

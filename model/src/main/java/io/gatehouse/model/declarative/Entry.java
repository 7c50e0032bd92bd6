package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityType;
import java.util.Optional;

/**
 * An entity of a declarative document, taken out of the one it was nested in.
 *
 * @param type its type
 * @param row its fields; filled in and checked in place
 * @param place where it stood
 * @param parent what it was nested in, or empty
 */
record Entry(EntityType type, ObjectNode row, Place place, Optional<Nesting> parent) {

    /** The field that refers to the surrounding entity, and that entity. */
    record Nesting(String field, Entry entry) {}

    /** The same entity with other fields. */
    Entry with(ObjectNode fields) {
        return new Entry(type, fields, place, parent);
    }

    /** Its primary key; empty until it has been given one. */
    String key() {
        return row.path(type.primaryKey()).asText();
    }

    /** The value of its endpoint key as written, or missing. */
    JsonNode name() {
        return type.endpointKey().map(row::path).orElseGet(MissingNode::getInstance);
    }
}

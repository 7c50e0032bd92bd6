package io.gatehouse.cluster.store.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@code jsonb} columns. Replace a tree to change it: a tree that is modified in place is not seen as changed. */
@Converter
public class JsonConverter implements AttributeConverter<JsonNode, Object> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Object convertToDatabaseColumn(JsonNode tree) {
        return PostgresObjects.of("jsonb", tree == null ? null : tree.toString());
    }

    @Override
    public JsonNode convertToEntityAttribute(Object column) {
        if (column == null) {
            return null;
        }
        try {
            return JSON.readTree(column.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A jsonb column holds what is not JSON", e);
        }
    }
}

package io.gatehouse.cluster.store.table;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.List;

/** {@code text[]} columns as immutable lists; elements are never null. */
@Converter
public class TextArrayConverter implements AttributeConverter<List<String>, Object> {

    @Override
    public Object convertToDatabaseColumn(List<String> list) {
        return PostgresObjects.of("_text", list == null ? null : ArrayLiteral.of(list));
    }

    @Override
    public List<String> convertToEntityAttribute(Object column) {
        return column == null
                ? null
                : Arrays.stream(PostgresObjects.elements(column))
                        .map(String.class::cast)
                        .toList();
    }
}

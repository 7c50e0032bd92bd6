package io.gatehouse.cluster.store.table;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** {@code uuid[]} columns as immutable lists; elements are never null. */
@Converter
public class UuidArrayConverter implements AttributeConverter<List<UUID>, Object> {

    @Override
    public Object convertToDatabaseColumn(List<UUID> list) {
        return PostgresObjects.of("_uuid", list == null ? null : ArrayLiteral.of(list));
    }

    @Override
    public List<UUID> convertToEntityAttribute(Object column) {
        return column == null
                ? null
                : Arrays.stream(PostgresObjects.elements(column))
                        .map(UUID.class::cast)
                        .toList();
    }
}

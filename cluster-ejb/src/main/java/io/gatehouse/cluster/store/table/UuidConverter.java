package io.gatehouse.cluster.store.table;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.UUID;

/** {@code uuid} columns that can be null. */
@Converter
public class UuidConverter implements AttributeConverter<UUID, Object> {

    @Override
    public Object convertToDatabaseColumn(UUID id) {
        return PostgresObjects.of("uuid", id == null ? null : id.toString());
    }

    @Override
    public UUID convertToEntityAttribute(Object column) {
        return (UUID) column;
    }
}

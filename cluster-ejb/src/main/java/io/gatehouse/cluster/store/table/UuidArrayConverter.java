package io.gatehouse.cluster.store.table;

import jakarta.persistence.Converter;
import java.util.UUID;

/** {@code uuid[]} columns. */
@Converter
public class UuidArrayConverter extends ArrayConverter<UUID> {

    public UuidArrayConverter() {
        super("_uuid");
    }

    @Override
    UUID element(Object value) {
        return value instanceof UUID id ? id : UUID.fromString(value.toString());
    }
}

package io.gatehouse.cluster.store.table;

import jakarta.persistence.AttributeConverter;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Array columns as immutable lists; elements are never null. */
abstract class ArrayConverter<E> implements AttributeConverter<List<E>, Object> {

    private final String type;

    /** @param type name of the array type, {@code _text} for {@code text[]} */
    ArrayConverter(String type) {
        this.type = type;
    }

    abstract E element(Object value);

    @Override
    public Object convertToDatabaseColumn(List<E> list) {
        return PostgresObjects.of(type, list == null ? null : ArrayLiteral.of(list));
    }

    @Override
    public List<E> convertToEntityAttribute(Object column) {
        if (column == null) {
            return null;
        }
        try {
            Object[] elements = column instanceof Array array ? (Object[]) array.getArray() : (Object[]) column;
            return Arrays.stream(elements).map(this::element).toList();
        } catch (SQLException e) {
            throw new IllegalStateException("An array column cannot be read", e);
        }
    }
}

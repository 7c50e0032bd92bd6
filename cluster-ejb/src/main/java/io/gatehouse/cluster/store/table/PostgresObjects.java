package io.gatehouse.cluster.store.table;

import java.sql.Array;
import java.sql.SQLException;
import org.postgresql.util.PGobject;

/** Values that JDBC has no type for, as the driver wants them. */
final class PostgresObjects {

    private PostgresObjects() {}

    /** A value of the PostgreSQL type with this name, null included: a plain null would be sent as text. */
    static PGobject of(String type, String value) {
        PGobject object = new PGobject();
        object.setType(type);
        try {
            object.setValue(value);
        } catch (SQLException e) {
            throw new IllegalArgumentException("Not a value of type " + type, e);
        }
        return object;
    }

    /** The elements of an array column, as the driver or the persistence provider hands it out. */
    static Object[] elements(Object column) {
        try {
            return column instanceof Array array ? (Object[]) array.getArray() : (Object[]) column;
        } catch (SQLException e) {
            throw new IllegalStateException("An array column cannot be read", e);
        }
    }
}

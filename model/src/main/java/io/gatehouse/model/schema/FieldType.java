package io.gatehouse.model.schema;

import java.util.Locale;

/** The types a field can have, named in schemas by their lower-case names. */
public enum FieldType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    /** A list; order and duplicates are kept. */
    ARRAY,
    /** A list without duplicates; the first of equal elements is kept. */
    SET,
    /** Free names, each with a value. */
    MAP,
    /** Fixed names, each with a field of its own. */
    RECORD,
    /** A reference to another entity. */
    FOREIGN,
    /** Any JSON value. */
    JSON;

    static FieldType of(String name) {
        for (FieldType type : values()) {
            if (type.label().equals(name)) {
                return type;
            }
        }
        throw new MalformedSchemaException("type '" + name + "' is unknown");
    }

    /** The name in schemas. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values are JSON lists. */
    public boolean isList() {
        return this == ARRAY || this == SET;
    }
}

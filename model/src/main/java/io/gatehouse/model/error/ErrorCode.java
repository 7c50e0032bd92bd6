package io.gatehouse.model.error;

/** The error kinds of entity operations, with the numbers, names and HTTP status that clients compare. */
public enum ErrorCode {
    INVALID_PRIMARY_KEY(1, "invalid primary key", 400),
    SCHEMA_VIOLATION(2, "schema violation", 400),
    PRIMARY_KEY_VIOLATION(3, "primary key violation", 400),
    FOREIGN_KEY_VIOLATION(4, "foreign key violation", 400),
    UNIQUE_VIOLATION(5, "unique constraint violation", 409),
    NOT_FOUND(6, "not found", 404),
    INVALID_OFFSET(7, "invalid offset", 400),
    DATABASE_ERROR(8, "database error", 500),
    INVALID_SIZE(9, "invalid size", 400),
    /** Its name in answers carries the field: {@code invalid unique name}. */
    INVALID_UNIQUE(10, "invalid unique", 400),
    INVALID_OPTIONS(11, "invalid options", 400),
    OPERATION_UNSUPPORTED(12, "operation unsupported", 405),
    FOREIGN_KEYS_UNRESOLVED(13, "foreign keys unresolved", 400),
    DECLARATIVE_CONFIG(14, "invalid declarative configuration", 400),
    TRANSFORMATION_ERROR(15, "transformation error", 500),
    REFERENCED_BY_OTHERS(19, "referenced by others", 400);

    private final int number;
    private final String text;
    private final int status;

    ErrorCode(int number, String text, int status) {
        this.number = number;
        this.text = text;
        this.status = status;
    }

    /** The {@code code} member of the error envelope. */
    public int number() {
        return number;
    }

    /** The {@code name} member of the error envelope. */
    public String text() {
        return text;
    }

    /** HTTP status of an answer with this error. */
    public int status() {
        return status;
    }
}

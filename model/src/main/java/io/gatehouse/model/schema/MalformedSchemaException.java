package io.gatehouse.model.schema;

/** A schema file that cannot be used: a fault of the program or of a foreign plugin, found when it is loaded. */
public final class MalformedSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedSchemaException(String message) {
        super(message);
    }

    public MalformedSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}

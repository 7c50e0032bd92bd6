package io.gatehouse.liberty.postgresql;

/** The embedded PostgreSQL cannot be prepared, started or stopped. The message says what to do about it. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}

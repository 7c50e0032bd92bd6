package io.gatehouse.cluster.store;

import jakarta.ejb.ApplicationException;

/** The database could not be reached or did not do what it was asked; the transaction is rolled back. */
@ApplicationException
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public StoreException(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    public StoreException(String message, Throwable cause) {
        this(message, cause, false);
    }

    public StoreException(String message) {
        this(message, null, false);
    }

    /** Whether the same transaction may succeed when it is run again: it lost against a parallel one or its connection. */
    public boolean retryable() {
        return retryable;
    }
}

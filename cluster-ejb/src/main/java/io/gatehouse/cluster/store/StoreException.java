package io.gatehouse.cluster.store;

import jakarta.ejb.ApplicationException;

/** The database could not be reached or did not do what it was asked; the transaction is rolled back. */
@ApplicationException(rollback = true)
public class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    public StoreException(String message) {
        super(message);
    }
}

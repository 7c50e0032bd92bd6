package io.gatehouse.cluster.outlet;

/** The cluster listener cannot be started; the message says which setting is in the way and what would help. */
public class OutletException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OutletException(String message) {
        super(message);
    }

    public OutletException(String message, Throwable cause) {
        super(message, cause);
    }
}

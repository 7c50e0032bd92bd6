package io.gatehouse.liberty.server;

/** Open Liberty cannot be configured, started or stopped. */
public final class LibertyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LibertyException(String message) {
        super(message);
    }

    public LibertyException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.gatehouse.cluster.log;

/** The server that the application runs in does not let it decide how much is logged. */
public class UnchangeableLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnchangeableLogException(String message, Throwable cause) {
        super(message, cause);
    }
}

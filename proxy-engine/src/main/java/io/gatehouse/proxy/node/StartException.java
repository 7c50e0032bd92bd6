package io.gatehouse.proxy.node;

/** The node cannot start; the message is for the user and names what to do. */
public final class StartException extends RuntimeException {
    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}

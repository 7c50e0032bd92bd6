package io.gatehouse.proxy.router;

/** A request target that no route can be asked about; the client is answered with 400. Has no stack trace. */
public final class BadPathException extends Exception {
    public BadPathException(String message) {
        super(message, null, false, false);
    }
}

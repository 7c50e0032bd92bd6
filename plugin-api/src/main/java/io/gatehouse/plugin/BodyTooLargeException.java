package io.gatehouse.plugin;

/** A body was longer than the plugin wanted to read. */
public final class BodyTooLargeException extends RuntimeException {
    public BodyTooLargeException(int limit) {
        super("the request body is longer than " + limit + " bytes");
    }
}

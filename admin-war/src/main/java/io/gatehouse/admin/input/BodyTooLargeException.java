package io.gatehouse.admin.input;

import io.gatehouse.admin.errors.MessageException;

/** The body is longer than the Admin API takes. */
public class BodyTooLargeException extends MessageException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException(int limit) {
        super(413, "The request body is larger than " + limit / (1024 * 1024) + " MiB; send a smaller one");
    }
}

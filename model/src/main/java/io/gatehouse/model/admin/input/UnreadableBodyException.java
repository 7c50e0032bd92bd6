package io.gatehouse.model.admin.input;

import io.gatehouse.model.admin.errors.MessageException;

/** The request cannot be read as what it claims to be. */
public class UnreadableBodyException extends MessageException {
    private static final long serialVersionUID = 1L;

    UnreadableBodyException(String message) {
        super(400, message);
    }

    UnreadableBodyException(String message, Throwable cause) {
        super(400, message, cause);
    }
}

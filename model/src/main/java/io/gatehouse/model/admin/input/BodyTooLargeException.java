package io.gatehouse.model.admin.input;

import io.gatehouse.model.admin.errors.MessageException;

/** The body is longer than the Admin API takes. */
public class BodyTooLargeException extends MessageException {
    private static final long serialVersionUID = 1L;

    /** @param limit most bytes that are taken */
    public BodyTooLargeException(long limit) {
        super(
                413,
                "The request body is larger than the " + limit
                        + " bytes of nginx_admin_client_max_body_size; send a smaller one");
    }
}

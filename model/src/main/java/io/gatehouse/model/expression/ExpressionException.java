package io.gatehouse.model.expression;

/** A text that is no expression; the message says where and why. */
public final class ExpressionException extends RuntimeException {
    public ExpressionException(String message) {
        super(message);
    }
}

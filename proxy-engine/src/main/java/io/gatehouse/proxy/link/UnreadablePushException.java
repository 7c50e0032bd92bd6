package io.gatehouse.proxy.link;

/** A frame of the control plane is no gzip, no JSON, or unpacks to more than this node takes. */
public final class UnreadablePushException extends RuntimeException {
    public UnreadablePushException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.gatehouse.proxy.link;

import java.util.function.Consumer;

/** How one attempt ended: the first cause wins, and it is told once. Confined to the link's event loop. */
final class SessionEnd {
    private final Consumer<SessionEnd> listener;
    private String reason = "";
    private boolean clean;
    private boolean told;

    SessionEnd(Consumer<SessionEnd> listener) {
        this.listener = listener;
    }

    /** The control plane said goodbye with a close frame. */
    void closedByPeer() {
        clean = reason.isEmpty();
    }

    /** Notes why the session is about to be closed. */
    void because(String why) {
        if (reason.isEmpty() && !clean) {
            reason = why;
        }
    }

    /** No connection came about. */
    void failed(Throwable cause) {
        because(describe(cause));
        closed();
    }

    /** The socket is gone. */
    void closed() {
        because("connection closed by the control plane");
        if (!told) {
            told = true;
            listener.accept(this);
        }
    }

    boolean isClean() {
        return clean;
    }

    String reason() {
        return reason;
    }

    /** The innermost message, for TLS wraps the reason several times. */
    static String describe(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}

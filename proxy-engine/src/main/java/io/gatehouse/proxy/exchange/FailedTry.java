package io.gatehouse.proxy.exchange;

import java.util.Set;

/** How a try to reach an upstream failed, and what follows from it. */
enum FailedTry {
    /** The connection was not made; the request did not leave. */
    CONNECT,
    /** The same, for want of an answer. */
    CONNECT_TIMEOUT,
    /** The connection ended before a response was there. */
    CLOSED,
    /** No response in time. */
    TIMEOUT,
    /** What came is no response, or one that can be read in two ways; another try would bring the same. */
    INVALID;

    /** RFC 9110 §9.2.2: a request with one of these may have had its effect although no response came. */
    private static final Set<String> NOT_REPEATABLE = Set.of("POST", "PATCH", "LOCK");

    boolean isTimeout() {
        return this == TIMEOUT || this == CONNECT_TIMEOUT;
    }

    /** Whether a request with this method may be sent once more. */
    boolean allowsAnother(String method) {
        return switch (this) {
            case CONNECT, CONNECT_TIMEOUT -> true;
            case CLOSED, TIMEOUT -> !NOT_REPEATABLE.contains(method);
            case INVALID -> false;
        };
    }
}

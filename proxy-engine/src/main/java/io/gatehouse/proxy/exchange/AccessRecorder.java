package io.gatehouse.proxy.exchange;

/** Takes note of every finished exchange: the access log. Called on the event loop; must not block. */
@FunctionalInterface
public interface AccessRecorder {
    /** Notes nothing. */
    AccessRecorder OFF = exchange -> {};

    void record(HttpExchange exchange);
}

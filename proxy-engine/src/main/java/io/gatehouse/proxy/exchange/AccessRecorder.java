package io.gatehouse.proxy.exchange;

/** Takes note of every finished exchange: the access log, telemetry. Called on the event loop; must not block. */
@FunctionalInterface
public interface AccessRecorder {
    /** Notes nothing. */
    AccessRecorder OFF = exchange -> {};

    void record(HttpExchange exchange);

    /** Notes with this one, then with another. */
    default AccessRecorder and(AccessRecorder other) {
        return exchange -> {
            record(exchange);
            other.record(exchange);
        };
    }
}

package io.gatehouse.cluster.telemetry;

/** A query would be answered with too many rows; the message says what to change. */
public final class TelemetryRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TelemetryRefusedException(String message) {
        super(message);
    }
}

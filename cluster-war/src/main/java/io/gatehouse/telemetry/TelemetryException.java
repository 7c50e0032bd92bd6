package io.gatehouse.telemetry;

/** A data plane sent what the telemetry format does not know; the message says what, and fits into a close frame. */
final class TelemetryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Payload of a close frame without its code (RFC 6455 §5.5). */
    private static final int LONGEST = 123;

    TelemetryException(String message) {
        super(message.length() > LONGEST ? message.substring(0, LONGEST) : message);
    }
}

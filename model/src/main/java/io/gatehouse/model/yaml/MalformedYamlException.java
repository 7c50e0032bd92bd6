package io.gatehouse.model.yaml;

/** A text that is no YAML; the message begins with the place, {@code line:column:}, both counted from 1. */
public final class MalformedYamlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedYamlException(String message) {
        // the place is in the message; where this program noticed it helps nobody
        super(message, null, false, false);
    }
}

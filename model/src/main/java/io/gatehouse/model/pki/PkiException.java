package io.gatehouse.model.pki;

/** A certificate or key cannot be read, made or used. The message never contains key material. */
public final class PkiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PkiException(String message) {
        super(message);
    }

    public PkiException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.gatehouse.model.vault;

/** A secret cannot be had. The message says why and never contains a secret. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VaultException(String message) {
        super(message);
    }
}

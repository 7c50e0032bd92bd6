package io.gatehouse.proxy.http;

/** Why a request cannot be accepted, with the status that says so. */
public enum Refusal {
    BAD_REQUEST(400),
    METHOD_NOT_ALLOWED(405),
    BODY_TOO_LARGE(413),
    TARGET_TOO_LONG(414),
    HEADERS_TOO_LARGE(400),
    TRANSFER_CODING_UNKNOWN(501),
    VERSION_UNKNOWN(505);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}

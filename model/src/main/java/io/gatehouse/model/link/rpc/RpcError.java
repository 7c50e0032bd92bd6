package io.gatehouse.model.link.rpc;

/** A call that the other end answered with an error, or could not answer (JSON-RPC 2.0 §5.1). */
public final class RpcError extends RuntimeException {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INTERNAL_ERROR = -32603;

    /** The method was called and says no; the message says why. */
    public static final int SERVER_ERROR = -32000;

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param message one sentence, shown to the other end and in its log */
    public RpcError(int code, String message) {
        super(message);
        this.code = code;
    }

    public int code() {
        return code;
    }
}

package io.gatehouse.model.admin.errors;

/** Ends a request with a status and {@code {"message": …}}, the plain family of error bodies. */
public class MessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Names the answer.
     *
     * @param status of 400 to 599
     * @param message goes to the client as it is
     */
    public MessageException(int status, String message) {
        this(status, message, null);
    }

    /** As {@link #MessageException(int, String)}, with what led to it. */
    public MessageException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The 404 of unknown paths and absent entities. */
    public static MessageException notFound() {
        return new MessageException(404, "Not found");
    }

    /** The 405 of a path that knows other methods. */
    public static MessageException methodNotAllowed() {
        return new MessageException(405, "Method not allowed");
    }

    /** The 400 of all paths of filters in WebAssembly, which no node runs. Tools take it for "feature off". */
    public static MessageException withoutWasm() {
        return new MessageException(400, "this endpoint is only available when wasm is enabled");
    }

    public int status() {
        return status;
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;

/** What a gRPC client is told in place of an error's body: the status codes of gRPC, and their names. */
enum GrpcStatus {
    OK(0, "OK"),
    CANCELED(1, "Canceled"),
    UNKNOWN(2, "Unknown"),
    INVALID_ARGUMENT(3, "InvalidArgument"),
    DEADLINE_EXCEEDED(4, "DeadlineExceeded"),
    NOT_FOUND(5, "NotFound"),
    ALREADY_EXISTS(6, "AlreadyExists"),
    PERMISSION_DENIED(7, "PermissionDenied"),
    RESOURCE_EXHAUSTED(8, "ResourceExhausted"),
    UNIMPLEMENTED(12, "Unimplemented"),
    INTERNAL(13, "Internal"),
    UNAVAILABLE(14, "Unavailable"),
    UNAUTHENTICATED(16, "Unauthenticated");

    static final String MEDIA_TYPE = "application/grpc";
    static final String STATUS = "grpc-status";
    static final String MESSAGE = "grpc-message";

    private final String code;
    private final String text;

    GrpcStatus(int code, String text) {
        this.code = Integer.toString(code);
        this.text = text;
    }

    /** The number that {@code grpc-status} carries. */
    String code() {
        return code;
    }

    /** The name, as {@code grpc-message} carries it where nothing better is known. */
    String text() {
        return text;
    }

    /** Whether the header lines are those of a gRPC request. */
    static boolean isGrpc(HeaderBlock headers) {
        int line = headers.find(KnownHeader.CONTENT_TYPE);
        return line >= 0 && headers.value(line).startsWith(MEDIA_TYPE);
    }

    static GrpcStatus of(int httpStatus) {
        return switch (httpStatus) {
            case 200 -> OK;
            case 400 -> INVALID_ARGUMENT;
            case 401 -> UNAUTHENTICATED;
            case 403 -> PERMISSION_DENIED;
            case 404 -> NOT_FOUND;
            case 409 -> ALREADY_EXISTS;
            case 429 -> RESOURCE_EXHAUSTED;
            case 499 -> CANCELED;
            case 501 -> UNIMPLEMENTED;
            case 503 -> UNAVAILABLE;
            case 504 -> DEADLINE_EXCEEDED;
            default -> ofClass(httpStatus / 100);
        };
    }

    private static GrpcStatus ofClass(int firstDigit) {
        return switch (firstDigit) {
            case 2 -> OK;
            case 4 -> INVALID_ARGUMENT;
            case 5 -> INTERNAL;
            default -> UNKNOWN;
        };
    }
}

package io.gatehouse.proxy.exchange;

/** What the gateway says about a status when nobody gives it other words. */
final class ErrorMessages {
    static final String NO_ROUTE = "no Route matched with those values";
    static final String NO_SERVICE = "no Service found with those values";
    static final String UNEXPECTED = "An unexpected error occurred";
    static final String HEADER_TOO_LARGE = "Request header or cookie too large";

    private ErrorMessages() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment required";
            case 403 -> "Forbidden";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 406 -> "Not acceptable";
            case 407 -> "Proxy authentication required";
            case 408 -> "Request timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length required";
            case 412 -> "Precondition failed";
            case 413 -> "Payload too large";
            case 414 -> "URI too long";
            case 415 -> "Unsupported media type";
            case 416 -> "Range not satisfiable";
            case 417 -> "Expectation failed";
            case 426 -> "Upgrade required";
            case 429 -> "Too many requests";
            case 500 -> UNEXPECTED;
            case 501 -> "Not implemented";
            case 502 -> "An invalid response was received from the upstream server";
            case 503 -> "The upstream server is currently unavailable";
            case 504 -> "The upstream server is timing out";
            case 505 -> "HTTP version not supported";
            default -> "The upstream server responded with " + status;
        };
    }
}

package io.gatehouse.proxy.router;

/**
 * What expressions look at.
 *
 * @param protocol {@code http}, {@code https}, {@code tcp}, {@code tls} or {@code udp}
 * @param destinationPort of the {@code Host} header, or else of the listener
 */
record ExpressionFacts(RouteRequest request, String protocol, int destinationPort) {

    static ExpressionFacts of(RouteRequest request, int port) {
        return new ExpressionFacts(request, request.secure() ? "https" : "http", port);
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.Reply;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.Reasons;
import java.util.Optional;
import java.util.Set;

/** What a matched route demands of the protocol a request came by. */
final class RouteChecks {
    private static final int UPGRADE_REQUIRED = 426;

    private RouteChecks() {}

    /** The answer to a request that came by the wrong protocol; empty when it came by the right one. */
    static Optional<Reply> check(RouteConfig route, HttpExchange exchange) {
        Set<Protocol> protocols = route.protocols();
        if (protocols.contains(Protocol.HTTP)) {
            return Optional.empty();
        }
        if (protocols.contains(Protocol.HTTPS) && !exchange.origin().scheme().equals("https")) {
            return Optional.of(demandHttps(route.httpsRedirectStatusCode(), exchange));
        }
        if (protocols.contains(Protocol.GRPC) || protocols.contains(Protocol.GRPCS)) {
            return checkGrpc(protocols, exchange);
        }
        return Optional.empty();
    }

    private static Optional<Reply> checkGrpc(Set<Protocol> protocols, HttpExchange exchange) {
        if (!GrpcStatus.isGrpc(exchange.head().headers())) {
            return Optional.of(Reply.error(415, "Non-gRPC request matched gRPC route"));
        }
        if (!exchange.head().isHttp2()) {
            return Optional.of(Reply.error(UPGRADE_REQUIRED, "Please use HTTP2 protocol")
                    .withHeader("Connection", "Upgrade")
                    .withHeader("Upgrade", "HTTP/2"));
        }
        if (!protocols.contains(Protocol.GRPC) && !exchange.origin().scheme().equals("https")) {
            return Optional.of(Reply.bytes(200, GrpcStatus.MEDIA_TYPE, new byte[0])
                    .withHeader(GrpcStatus.STATUS, "1")
                    .withHeader(GrpcStatus.MESSAGE, "gRPC request matched gRPCs route"));
        }
        return Optional.empty();
    }

    private static Reply demandHttps(int status, HttpExchange exchange) {
        if (status == UPGRADE_REQUIRED) {
            return Reply.error(UPGRADE_REQUIRED, "Please use HTTPS protocol")
                    .withHeader("Connection", "Upgrade")
                    .withHeader("Upgrade", "TLS/1.2, HTTP/1.1");
        }
        String location =
                "https://" + exchange.origin().host() + exchange.origin().rawTarget();
        return Reply.bytes(status, "text/html", Ascii.bytes(page(status + " " + Reasons.of(status))))
                .withHeader("Location", location);
    }

    /** The bare page that HTTP servers give with a status that has no body of its own. */
    static String page(String title) {
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
    }
}

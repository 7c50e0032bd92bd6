package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.ClientResponse.Source;
import io.gatehouse.plugin.Reply;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.KnownHeader;
import io.gatehouse.proxy.http.Reasons;
import io.gatehouse.proxy.http.Refusal;
import io.gatehouse.proxy.http.RequestHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Words the answers that do not come from an upstream. One per client connection. */
final class OwnAnswers {
    private static final byte[] NOTHING = {};

    private final HttpExchange exchange;
    private final RequestHead head;
    private final ErrorType defaultType;

    OwnAnswers(HttpExchange exchange, RequestHead head, ErrorType defaultType) {
        this.exchange = exchange;
        this.head = head;
        this.defaultType = defaultType;
    }

    /** The gateway refuses by rule: the form follows {@code Accept}, JSON without it. */
    void error(int status, String message) {
        if (isGrpc()) {
            sendGrpc(status, Source.EXIT, GrpcStatus.of(status).text());
        } else {
            send(status, Source.EXIT, accepted().orElse(ErrorType.JSON), message, true);
        }
    }

    /** Something went wrong: the form follows {@code Accept}, then the request's {@code Content-Type}. */
    void failure(int status) {
        if (isGrpc() && accepted().filter(type -> type != ErrorType.GRPC).isEmpty()) {
            sendGrpc(status, Source.ERROR, GrpcStatus.of(status).text());
        } else {
            send(status, Source.ERROR, acceptedOrOwn(), ErrorMessages.of(status), true);
        }
    }

    private boolean isGrpc() {
        return head.isHttp2() && GrpcStatus.isGrpc(head.headers());
    }

    private void sendGrpc(int status, Source source, String message) {
        exchange.response().setHeader("Content-Type", GrpcStatus.MEDIA_TYPE);
        exchange.response().setHeader(GrpcStatus.STATUS, GrpcStatus.of(status).code());
        exchange.response().setHeader(GrpcStatus.MESSAGE, message);
        exchange.answer(status, source, NOTHING, true);
    }

    /** The request cannot be read; the connection closes. */
    void refuse(Refusal refusal) {
        switch (refusal) {
            case TRANSFER_CODING_UNKNOWN, VERSION_UNKNOWN -> {
                String title = refusal.status() + " " + Reasons.of(refusal.status());
                exchange.response().setHeader("Content-Type", "text/html; charset=UTF-8");
                exchange.answer(refusal.status(), Source.ERROR, Ascii.bytes(RouteChecks.page(title)), false);
            }
            case HEADERS_TOO_LARGE -> send(400, Source.ERROR, defaultType, ErrorMessages.HEADER_TOO_LARGE, false);
            case METHOD_NOT_ALLOWED, BODY_TOO_LARGE ->
                send(refusal.status(), Source.ERROR, acceptedOrOwn(), ErrorMessages.of(refusal.status()), false);
            default -> send(refusal.status(), Source.ERROR, defaultType, ErrorMessages.of(refusal.status()), false);
        }
    }

    /** A plugin's answer. */
    void reply(Reply reply) {
        Reply.Body content = reply.body();
        if (content instanceof Reply.Message message) {
            reply.headers().forEach(exchange.response()::setHeader);
            error(reply.status(), message.text());
            return;
        }
        if (isGrpc() && !(content instanceof Reply.Bytes)) {
            reply.headers().forEach(exchange.response()::setHeader);
            sendGrpc(reply.status(), Source.EXIT, message(content, reply.status()));
            return;
        }
        byte[] bytes = NOTHING;
        if (content instanceof Reply.Json json) {
            bytes = json.document().toString().getBytes(StandardCharsets.UTF_8);
            exchange.response().setHeader("Content-Type", "application/json; charset=utf-8");
        } else if (content instanceof Reply.Bytes raw) {
            bytes = raw.content();
            exchange.response().setHeader("Content-Type", raw.contentType());
        }
        reply.headers().forEach(exchange.response()::setHeader);
        exchange.answer(reply.status(), Source.EXIT, bytes, true);
    }

    private static String message(Reply.Body content, int status) {
        String name = GrpcStatus.of(status).text();
        return content instanceof Reply.Json json
                ? json.document().path("message").asText(name)
                : name;
    }

    private void send(int status, Source source, ErrorType type, String message, boolean mayStay) {
        exchange.response().setHeader("Content-Type", type.contentType());
        byte[] bytes = type.body(message, exchange.requestId()).getBytes(StandardCharsets.UTF_8);
        exchange.answer(status, source, bytes, mayStay);
    }

    private Optional<ErrorType> accepted() {
        int line = head.headers().find(KnownHeader.ACCEPT);
        return line < 0
                ? Optional.empty()
                : Optional.of(ErrorNegotiation.choose(head.headers().value(line)));
    }

    private ErrorType acceptedOrOwn() {
        Optional<ErrorType> accepted = accepted();
        if (accepted.isPresent()) {
            return accepted.get();
        }
        int line = head.headers().find(KnownHeader.CONTENT_TYPE);
        if (line < 0) {
            return defaultType;
        }
        String type = head.headers().value(line).split(";")[0].trim();
        return ErrorType.ofMediaType(type).orElse(ErrorType.JSON);
    }
}

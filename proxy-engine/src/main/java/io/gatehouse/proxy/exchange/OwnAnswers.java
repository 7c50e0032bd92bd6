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
    private final String defaultMediaType;
    private final ErrorBodies bodies;
    private final DefaultCharset charset;

    OwnAnswers(HttpExchange exchange, RequestHead head, ProxySettings settings) {
        this.exchange = exchange;
        this.head = head;
        this.defaultMediaType = settings.defaultErrorType();
        this.bodies = settings.errorBodies();
        this.charset = settings.charset();
    }

    /** The gateway refuses by rule: the form follows {@code Accept}, JSON without it. */
    void error(int status, String message) {
        if (isGrpc()) {
            sendGrpc(status, Source.EXIT, GrpcStatus.of(status).text());
        } else {
            send(status, Source.EXIT, accepted().orElse(ErrorType.JSON), message, true);
        }
    }

    /** A plugin failed: worded as a refusal by rule, and counted as an error. */
    void crash() {
        if (isGrpc()) {
            sendGrpc(500, Source.ERROR, GrpcStatus.of(500).text());
        } else {
            send(500, Source.ERROR, accepted().orElse(ErrorType.JSON), ErrorMessages.UNEXPECTED, true);
        }
    }

    /** Something went wrong: the form follows {@code Accept}, then the request's {@code Content-Type}. */
    void failure(int status) {
        failure(status, true);
    }

    private void failure(int status, boolean mayStay) {
        String wanted = wanted();
        String message = ErrorMessages.of(status);
        if (!wanted.startsWith(GrpcStatus.MEDIA_TYPE)) {
            send(status, Source.ERROR, ErrorNegotiation.choose(wanted), message, mayStay);
        } else if (isGrpc()) {
            sendGrpc(status, Source.ERROR, message);
        } else {
            // a type of HTTP/2 over HTTP/1: the message alone, as a plugin's JSON
            exchange.response().setHeader("Content-Type", ErrorType.JSON.contentType());
            String document = "{\"message\":\"" + ErrorType.JSON.escape(message) + "\"}";
            exchange.answer(status, Source.ERROR, document.getBytes(StandardCharsets.UTF_8), mayStay);
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
            case HEADERS_TOO_LARGE -> sendDefault(400, ErrorMessages.HEADER_TOO_LARGE);
            case METHOD_NOT_ALLOWED, BODY_TOO_LARGE -> failure(refusal.status(), false);
            default -> sendDefault(refusal.status(), ErrorMessages.of(refusal.status()));
        }
    }

    /** What the request accepts is not known. */
    private void sendDefault(int status, String message) {
        send(status, Source.ERROR, ErrorNegotiation.choose(defaultMediaType), message, false);
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
            exchange.response().setHeader("Content-Type", charset.complete(reply.status(), raw.contentType()));
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
        byte[] bytes = bodies.body(type, message, exchange.requestId()).getBytes(StandardCharsets.UTF_8);
        exchange.answer(status, source, bytes, mayStay);
    }

    private Optional<ErrorType> accepted() {
        int line = head.headers().find(KnownHeader.ACCEPT);
        return line < 0
                ? Optional.empty()
                : Optional.of(ErrorNegotiation.choose(head.headers().value(line)));
    }

    /** The media types that something which went wrong is worded for. */
    private String wanted() {
        int line = head.headers().find(KnownHeader.ACCEPT);
        if (line < 0) {
            line = head.headers().find(KnownHeader.CONTENT_TYPE);
        }
        return line < 0 ? defaultMediaType : head.headers().value(line);
    }
}

package io.gatehouse.plugins.requesttermination;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Answers every request (or those that carry a trigger) in place of the upstream. */
final class RequestTermination implements Plugin {
    private static final Map<Integer, String> DEFAULT_MESSAGES = Map.of(
            401, "Unauthorized",
            404, "Not found",
            405, "Method not allowed",
            500, "An unexpected error occurred",
            502, "Bad Gateway",
            503, "Service unavailable");

    /** Request bodies beyond this are not echoed. */
    private static final int MAX_ECHOED_BODY = 1 << 20;

    private final RequestTerminationConfig config;
    private final RequestEcho echo;
    private final Reply reply;

    RequestTermination(RequestTerminationConfig config, Node node) {
        this.config = config;
        this.echo = new RequestEcho(node);
        this.reply = fixedReply(config);
    }

    @Override
    public Step access(Exchange exchange) {
        if (!isTriggered(exchange.request())) {
            return Step.NEXT;
        }
        if (!config.echo()) {
            return Step.respond(reply);
        }
        return Step.await(exchange.request().body(MAX_ECHOED_BODY).handle((body, tooLarge) -> {
            Optional<byte[]> echoed = Optional.ofNullable(body);
            return Step.respond(Reply.json(config.statusCode(), echo.document(exchange, message(config), echoed)));
        }));
    }

    private boolean isTriggered(ClientRequest request) {
        return config.trigger().isEmpty()
                || request.header(config.trigger().get()).isPresent()
                || request.query().has(config.trigger().get());
    }

    private static Reply fixedReply(RequestTerminationConfig config) {
        if (config.body().isPresent()) {
            byte[] body = config.body().get().getBytes(StandardCharsets.UTF_8);
            return Reply.bytes(config.statusCode(), config.contentType().orElse(""), body);
        }
        Optional<String> message = message(config);
        if (message.isEmpty()) {
            return Reply.empty(config.statusCode());
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("message", message.get());
        return Reply.json(config.statusCode(), document);
    }

    private static Optional<String> message(RequestTerminationConfig config) {
        return config.message().or(() -> Optional.ofNullable(DEFAULT_MESSAGES.get(config.statusCode())));
    }
}

package io.gatehouse.plugins.requesttermination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.plugin.BodyArguments;
import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Node;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.plugin.UriCaptures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Describes a request and what it matched, for people who debug their routes. */
record RequestEcho(Node node) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** @param body the request's body; empty when it was too large to read */
    ObjectNode document(Exchange exchange, Optional<String> message, Optional<byte[]> body) {
        ObjectNode document = JSON.objectNode();
        message.ifPresent(text -> document.put("message", text));
        document.putObject("kong")
                .put("node_id", node.id())
                .put("worker_pid", ProcessHandle.current().pid())
                .put("hostname", node.hostname());
        document.set("request", request(exchange.request(), body));
        exchange.route().ifPresent(route -> document.set("matched_route", route.document()));
        exchange.service().ifPresent(service -> document.set("matched_service", service.document()));
        return document;
    }

    private static ObjectNode request(ClientRequest request, Optional<byte[]> body) {
        ObjectNode document = JSON.objectNode()
                .put("scheme", request.scheme())
                .put("host", request.host())
                .put("port", request.port())
                .put("method", request.method())
                .put("path", request.path());
        ObjectNode headers = document.putObject("headers");
        request.headers().forEach((name, values) -> headers.set(name, oneOrMany(values)));
        document.set("query", query(request.query()));
        document.set("uri_captures", captures(request.uriCaptures()));
        body.ifPresent(bytes -> {
            document.put("raw_body", new String(bytes, StandardCharsets.UTF_8));
            parsed(request, bytes).ifPresent(parsed -> document.set("body", parsed));
        });
        return document;
    }

    private static Optional<JsonNode> parsed(ClientRequest request, byte[] body) {
        return request.header("Content-Type")
                .flatMap(type -> BodyArguments.parse(type, body))
                .flatMap(arguments -> arguments instanceof BodyArguments.Json json
                        ? Optional.of(json.document())
                        : arguments instanceof BodyArguments.Form form
                                ? Optional.of(query(form.fields()))
                                : Optional.empty());
    }

    private static ObjectNode query(QueryString query) {
        ObjectNode document = JSON.objectNode();
        for (QueryString.Argument argument : query.arguments()) {
            JsonNode value = argument.value().<JsonNode>map(TextNode::valueOf).orElse(BooleanNode.TRUE);
            JsonNode earlier = document.get(argument.name());
            if (earlier == null) {
                document.set(argument.name(), value);
            } else if (earlier instanceof ArrayNode list) {
                list.add(value);
            } else {
                document.set(argument.name(), JSON.arrayNode().add(earlier).add(value));
            }
        }
        return document;
    }

    private static ObjectNode captures(UriCaptures captures) {
        ObjectNode document = JSON.objectNode();
        ArrayNode unnamed = document.putArray("unnamed");
        captures.unnamed().forEach(unnamed::add);
        ObjectNode named = document.putObject("named");
        captures.named().forEach(named::put);
        return document;
    }

    private static JsonNode oneOrMany(List<String> values) {
        if (values.size() == 1) {
            return TextNode.valueOf(values.get(0));
        }
        ArrayNode list = JSON.arrayNode();
        values.forEach(list::add);
        return list;
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.expression.Expression;
import io.gatehouse.model.expression.ExpressionException;
import io.gatehouse.model.expression.Subsystem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a route must obey so that a router can be built with it. */
final class RouteChecks {
    private static final String PREFIX = "Router Expression failed validation: ";
    private static final String NAMES = "'methods', 'hosts', 'paths', 'headers', 'snis', 'sources' or 'destinations'";
    private static final List<String> MATCH_FIELDS =
            List.of("methods", "hosts", "paths", "headers", "snis", "sources", "destinations");

    private static final Set<String> STREAM_PROTOCOLS = Set.of("tcp", "udp", "tls", "tls_passthrough");

    private RouteChecks() {}

    static Optional<JsonNode> rule(JsonNode route) {
        boolean expression = EmptyValues.isNonEmpty(route.path("expression"));
        boolean fields = MATCH_FIELDS.stream().anyMatch(name -> EmptyValues.isNonEmpty(route.path(name)));
        if (expression && fields) {
            return text("cannot set 'expression' with " + NAMES + " simultaneously");
        }
        if (expression && route.path("regex_priority").asLong() != 0) {
            return text("cannot set 'regex_priority' with 'expression' simultaneously");
        }
        if (fields && route.path("priority").asLong() != 0) {
            return text("cannot set 'priority' with " + NAMES + " simultaneously");
        }
        if (expression) {
            return expression(route);
        }
        for (var header : route.path("headers").properties()) {
            if (header.getValue().isArray() && header.getValue().isEmpty()) {
                return text("header '" + header.getKey() + "' has no values, expected at least one");
            }
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> expression(JsonNode route) {
        boolean stream = false;
        for (JsonNode protocol : route.path("protocols")) {
            stream |= STREAM_PROTOCOLS.contains(protocol.asText());
        }
        try {
            Expression.parse(route.path("expression").asText(), stream ? Subsystem.STREAM : Subsystem.HTTP);
            return Optional.empty();
        } catch (ExpressionException wrong) {
            return text(wrong.getMessage());
        }
    }

    private static Optional<JsonNode> text(String problem) {
        return Optional.of(TextNode.valueOf(PREFIX + problem));
    }
}

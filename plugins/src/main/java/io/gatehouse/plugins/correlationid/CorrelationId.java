package io.gatehouse.plugins.correlationid;

import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.plugin.AttributeKey;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Step;
import java.util.Optional;

/** Gives every request an id that travels upstream, into the log and, if asked for, back to the client. */
final class CorrelationId implements Plugin {
    private static final AttributeKey<String> ID = AttributeKey.of("correlation-id");

    private final String headerName;
    private final boolean echo;
    private final IdGenerator generator;

    CorrelationId(CorrelationIdConfig config, IdGenerator generator) {
        this.headerName = config.headerName().orElse("Kong-Request-ID");
        this.echo = config.echoDownstream();
        this.generator = generator;
    }

    @Override
    public Step access(Exchange exchange) {
        Optional<String> sent = given(exchange);
        String id = sent.orElseGet(() -> generator.next(exchange));
        if (sent.isEmpty()) {
            exchange.upstreamRequest().setHeader(headerName, id);
        }
        exchange.attribute(ID, id);
        exchange.logField("correlation_id", TextNode.valueOf(id));
        return Step.NEXT;
    }

    @Override
    public void responseHeaders(Exchange exchange) {
        if (echo) {
            // a plugin of higher priority may have answered before the access phase came here
            String id = exchange.attribute(ID).or(() -> given(exchange)).orElseGet(() -> generator.next(exchange));
            exchange.response().setHeader(headerName, id);
        }
    }

    private Optional<String> given(Exchange exchange) {
        return exchange.request().header(headerName).filter(value -> !value.isBlank());
    }
}

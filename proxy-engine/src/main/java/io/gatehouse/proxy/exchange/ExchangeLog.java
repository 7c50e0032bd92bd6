package io.gatehouse.proxy.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;

/** What is logged of one exchange; the document is built at most once. One per client connection, reused. */
final class ExchangeLog implements LogEntry {
    private final HttpExchange exchange;
    private ObjectNode document;

    ExchangeLog(HttpExchange exchange) {
        this.exchange = exchange;
    }

    void clear() {
        document = null;
    }

    @Override
    public Exchange exchange() {
        return exchange.plugins();
    }

    @Override
    public long requestMillis() {
        return exchange.timings().totalMillis();
    }

    @Override
    public long gatewayMillis() {
        Timings timings = exchange.timings();
        if (timings.wasForwarded()) {
            return timings.proxyMillis();
        }
        return timings.hasResponded() ? timings.responseMillis() : 0;
    }

    @Override
    public long upstreamMillis() {
        Timings timings = exchange.timings();
        return timings.wasForwarded() && timings.hasResponded() ? timings.upstreamMillis() : -1;
    }

    @Override
    public long requestBytes() {
        return exchange.bytesReceived();
    }

    @Override
    public long responseBytes() {
        return exchange.bytesSent();
    }

    @Override
    public ObjectNode document() {
        if (document == null) {
            document = new LogDocument(exchange, this).build();
        }
        return document;
    }
}

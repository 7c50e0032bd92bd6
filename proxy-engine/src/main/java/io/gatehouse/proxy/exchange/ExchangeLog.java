package io.gatehouse.proxy.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;

/** What is logged of one exchange; the document is built at most once. Valid during the log phase. */
final class ExchangeLog implements LogEntry {
    private final HttpExchange exchange;
    private ObjectNode document;

    ExchangeLog(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    @Override
    public ObjectNode document() {
        if (document == null) {
            document = new LogDocument(exchange).build();
        }
        return document;
    }
}

package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.exchange.HttpExchange;

/** Requests, one line each. Confined to its event loop. */
final class RequestLines implements AccessRecorder {
    private final LoopLines log;
    private final LineFormat format;

    RequestLines(LoopLines log, LineFormat format) {
        this.log = log;
        this.format = format;
    }

    @Override
    public void record(HttpExchange exchange) {
        format.write(log.begin(), exchange, log);
        log.end();
    }
}

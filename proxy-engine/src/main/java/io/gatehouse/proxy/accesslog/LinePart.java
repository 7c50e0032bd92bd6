package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.HeadWriter;

/** A piece of a line of the access log. Stateless. */
interface LinePart {
    /**
     * @param clock the loop's, for the time of the line
     */
    void put(HeadWriter line, HttpExchange exchange, LoopLines clock);
}

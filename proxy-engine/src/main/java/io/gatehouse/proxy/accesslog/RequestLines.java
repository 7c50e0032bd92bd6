package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;

/** Requests, in the form that readers of Kong's access log know. Confined to its event loop. */
final class RequestLines implements AccessRecorder {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final LoopLines log;

    RequestLines(LoopLines log) {
        this.log = log;
    }

    @Override
    public void record(HttpExchange exchange) {
        HeaderBlock headers = exchange.head().headers();
        HeadWriter line = log.begin();
        line.put(exchange.clientAddressText()).put(" - - [").put(log.now()).put("] \"");
        escape(
                line,
                headers.bytes(),
                exchange.head().lineStart(),
                exchange.head().lineEnd());
        line.put("\" ")
                .put((long) exchange.response().status())
                .put(' ')
                .put(exchange.bodyBytesSent())
                .put(" \"");
        value(line, headers, KnownHeader.REFERER);
        line.put("\" \"");
        value(line, headers, KnownHeader.USER_AGENT);
        line.put("\" kong_request_id: \"").put(exchange.requestId()).put('"');
        log.end();
    }

    private static void value(HeadWriter line, HeaderBlock headers, KnownHeader header) {
        int index = headers.find(header);
        if (index < 0) {
            line.put('-');
        } else {
            escape(line, headers.bytes(), headers.valueStart(index), headers.valueEnd(index));
        }
    }

    /** Keeps a client from writing lines or quotes of its own into the log. */
    private static void escape(HeadWriter line, byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            int b = bytes[i] & 0xff;
            if (b < ' ' || b >= 0x7f || b == '"' || b == '\\') {
                line.put("\\x").put(HEX[b >> 4]).put(HEX[b & 15]);
            } else {
                line.put((char) b);
            }
        }
    }
}

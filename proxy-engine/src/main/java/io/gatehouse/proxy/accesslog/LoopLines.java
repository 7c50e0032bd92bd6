package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.HeadWriter;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The lines of one event loop, in the form that readers of Kong's access log know. Confined to the loop. */
final class LoopLines implements AccessRecorder {
    private static final int PIECE = 16 * 1024;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final AccessLog log;
    private final HeadWriter lines = new HeadWriter();
    private long second = -1;
    private String time = "";

    LoopLines(AccessLog log, EventLoop loop) {
        this.log = log;
        loop.scheduleAtFixedRate(this::handOver, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void record(HttpExchange exchange) {
        HeaderBlock headers = exchange.head().headers();
        lines.put(exchange.clientAddressText()).put(" - - [").put(now()).put("] \"");
        escape(headers.bytes(), exchange.head().lineStart(), exchange.head().lineEnd());
        lines.put("\" ")
                .put((long) exchange.response().status())
                .put(' ')
                .put(exchange.bodyBytesSent())
                .put(" \"");
        value(headers, KnownHeader.REFERER);
        lines.put("\" \"");
        value(headers, KnownHeader.USER_AGENT);
        lines.put("\" kong_request_id: \"").put(exchange.requestId()).put("\"\n");
        if (lines.size() >= PIECE) {
            handOver();
        }
    }

    private String now() {
        long current = System.currentTimeMillis() / 1000;
        if (current != second) {
            second = current;
            time = TIME.format(Instant.ofEpochSecond(current));
        }
        return time;
    }

    private void value(HeaderBlock headers, KnownHeader header) {
        int line = headers.find(header);
        if (line < 0) {
            lines.put('-');
        } else {
            escape(headers.bytes(), headers.valueStart(line), headers.valueEnd(line));
        }
    }

    /** Keeps a client from writing lines or quotes of its own into the log. */
    private void escape(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            int b = bytes[i] & 0xff;
            if (b < ' ' || b >= 0x7f || b == '"' || b == '\\') {
                lines.put("\\x").put(HEX[b >> 4]).put(HEX[b & 15]);
            } else {
                lines.put((char) b);
            }
        }
    }

    private void handOver() {
        if (lines.size() > 0) {
            log.add(ByteBuffer.wrap(lines.copy()));
            lines.clear();
        }
    }
}

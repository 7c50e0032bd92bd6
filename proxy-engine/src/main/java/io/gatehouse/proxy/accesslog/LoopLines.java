package io.gatehouse.proxy.accesslog;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The lines of one event loop, collected until there are enough of them or a second is over. Confined to the loop. */
final class LoopLines {
    private static final int PIECE = 16 * 1024;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private static final DateTimeFormatter ISO_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ENGLISH)
            .withZone(ZoneId.systemDefault());

    private final AccessLog log;
    private final HeadWriter lines = new HeadWriter();
    private long second = -1;
    private String time = "";
    private long isoSecond = -1;
    private String isoTime = "";

    LoopLines(AccessLog log, EventLoop loop) {
        this.log = log;
        loop.scheduleAtFixedRate(this::handOver, 1, 1, TimeUnit.SECONDS);
    }

    /** Where a line is to be written, without its end. */
    HeadWriter begin() {
        return lines;
    }

    /** The line is complete. */
    void end() {
        lines.put('\n');
        if (lines.size() >= PIECE) {
            handOver();
        }
    }

    /** The time of a line. */
    String now() {
        long current = System.currentTimeMillis() / 1000;
        if (current != second) {
            second = current;
            time = TIME.format(Instant.ofEpochSecond(current));
        }
        return time;
    }

    /** The time of a line by ISO 8601. */
    String nowIso() {
        long current = System.currentTimeMillis() / 1000;
        if (current != isoSecond) {
            isoSecond = current;
            isoTime = ISO_TIME.format(Instant.ofEpochSecond(current));
        }
        return isoTime;
    }

    private void handOver() {
        if (lines.size() > 0) {
            log.add(ByteBuffer.wrap(lines.copy()));
            lines.clear();
        }
    }
}

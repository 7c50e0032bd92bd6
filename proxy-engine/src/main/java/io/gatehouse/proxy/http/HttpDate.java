package io.gatehouse.proxy.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The current time as {@code Date} has it (RFC 9110 §5.6.7), formatted once a second. One per event loop. */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private long second = -1;
    private byte[] text;

    public byte[] now(long epochMillis) {
        long current = epochMillis / 1000;
        if (current != second) {
            second = current;
            text = Ascii.bytes(FORMAT.format(Instant.ofEpochSecond(current)));
        }
        return text;
    }
}

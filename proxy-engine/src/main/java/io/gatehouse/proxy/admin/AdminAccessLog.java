package io.gatehouse.proxy.admin;

import io.gatehouse.proxy.accesslog.AccessLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The lines of {@code admin_access_log}. Thread-safe.
 *
 * @param log writes them off the event loop
 */
record AdminAccessLog(AccessLog log) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    /** @param bytes of the body */
    void add(AnsweredRequest request, int status, int bytes) {
        if (!log.isOpen()) {
            return;
        }
        String line = request.address() + " - - [" + TIME.format(ZonedDateTime.now()) + "] \"" + request.method() + " "
                + escaped(request.target()) + " " + request.protocol() + "\" " + status + " " + bytes + " \"-\" \""
                + escaped(request.agent().orElse("-")) + "\"\n";
        log.add(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps a client from writing lines or quotes of its own into the log. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
                escaped.append(String.format(Locale.ROOT, "\\x%02X", c & 0xff));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}

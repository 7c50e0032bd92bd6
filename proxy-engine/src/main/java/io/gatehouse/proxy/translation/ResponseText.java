package io.gatehouse.proxy.translation;

import io.gatehouse.proxy.http.Reasons;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts the header fields of a response, and those behind its body, into the form of HTTP/1.1. */
public final class ResponseText {
    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    private ResponseText() {}

    /**
     * Writes the head.
     *
     * @return false when the fields cannot be a response
     */
    public static boolean write(Http2Headers fields, ByteBuf out) {
        CharSequence status = fields.status();
        if (status == null || status.length() != 3) {
            return false;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            code = code * 10 + Character.digit(status.charAt(i), 10);
        }
        out.writeBytes(VERSION);
        FieldLines.put(out, status);
        out.writeByte(' ');
        FieldLines.put(out, Reasons.of(code));
        out.writeByte('\r').writeByte('\n');
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            if (field.getKey().charAt(0) != ':') {
                if (!FieldLines.isClean(field.getValue())) {
                    return false;
                }
                FieldLines.put(out, field.getKey(), field.getValue());
            }
        }
        out.writeByte('\r').writeByte('\n');
        return true;
    }

    /** The fields behind a body; pseudo-header fields and what is malformed are left out. */
    public static List<Map.Entry<String, String>> trailers(Http2Headers fields) {
        List<Map.Entry<String, String>> trailers = new ArrayList<>(fields.size());
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            if (field.getKey().charAt(0) != ':' && FieldLines.isClean(field.getValue())) {
                trailers.add(
                        Map.entry(field.getKey().toString(), field.getValue().toString()));
            }
        }
        return trailers;
    }
}

package io.gatehouse.proxy.translation;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/** Takes the header fields out of a response head in the form of HTTP/1.1 (RFC 9113 §8.3.2). */
public final class ResponseFields {
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_START + 3;
    private static final int EXPECTED = 24;

    private ResponseFields() {}

    /** Copies the head; the writer may be used again. */
    public static Http2Headers of(HeadWriter head) {
        byte[] bytes = head.copy();
        Http2Headers fields = new DefaultHttp2Headers(false, EXPECTED);
        fields.status(new AsciiString(bytes, STATUS_START, STATUS_END - STATUS_START, false));
        FieldLines.toFields(bytes, FieldLines.lineEnd(bytes, STATUS_END), AsciiString.EMPTY_STRING, fields);
        return fields;
    }
}

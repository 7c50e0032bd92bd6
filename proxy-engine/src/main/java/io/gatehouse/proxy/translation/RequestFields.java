package io.gatehouse.proxy.translation;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;

/** Takes the header fields out of a request head in the form of HTTP/1.1 (RFC 9113 §8.3.1). */
public final class RequestFields {
    private static final int EXPECTED = 24;
    private static final int VERSION_LENGTH = " HTTP/1.1\r\n".length();
    private static final AsciiString HOST = AsciiString.cached("host");

    private RequestFields() {}

    /**
     * Copies the head; the writer may be used again.
     *
     * @param scheme {@code http} or {@code https}
     */
    public static Http2Headers of(HeadWriter head, String scheme) {
        byte[] bytes = head.copy();
        int first = FieldLines.lineEnd(bytes, 0);
        int blank = 0;
        while (bytes[blank] != ' ') {
            blank++;
        }
        Http2Headers fields = new DefaultHttp2Headers(false, EXPECTED);
        fields.method(new AsciiString(bytes, 0, blank, false));
        fields.path(new AsciiString(bytes, blank + 1, first - VERSION_LENGTH - blank - 1, false));
        fields.scheme(scheme);
        CharSequence host = FieldLines.find(bytes, first, HOST);
        if (host.length() > 0) {
            fields.authority(host);
        }
        FieldLines.toFields(bytes, first, HOST, fields);
        return fields;
    }
}

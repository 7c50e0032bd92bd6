package io.gatehouse.proxy.http2;

import io.gatehouse.proxy.http.HeadWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.List;

/** Takes the header fields out of a response head in the form of HTTP/1.1 (RFC 9113 §8.3.2). */
final class ResponseFields {
    private static final int STATUS_START = "HTTP/1.1 ".length();
    private static final int STATUS_END = STATUS_START + 3;
    private static final int EXPECTED = 24;
    /** RFC 9113 §8.2.2: these belong to a connection of HTTP/1. */
    private static final List<AsciiString> DROPPED = List.of(
            AsciiString.cached("connection"),
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("upgrade"));

    private ResponseFields() {}

    static Http2Headers of(HeadWriter head) {
        byte[] bytes = head.copy();
        Http2Headers fields = new DefaultHttp2Headers(false, EXPECTED);
        fields.status(new AsciiString(bytes, STATUS_START, STATUS_END - STATUS_START, false));
        int at = lineEnd(bytes, STATUS_END);
        while (at < bytes.length && bytes[at] != '\r') {
            int end = lineEnd(bytes, at);
            add(fields, bytes, at, end - 2);
            at = end;
        }
        return fields;
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static void add(Http2Headers fields, byte[] bytes, int start, int end) {
        int colon = start;
        while (bytes[colon] != ':') {
            byte b = bytes[colon];
            if (b >= 'A' && b <= 'Z') {
                bytes[colon] = (byte) (b | 0x20);
            }
            colon++;
        }
        AsciiString name = new AsciiString(bytes, start, colon - start, false);
        if (DROPPED.contains(name)) {
            return;
        }
        int value = colon + 1;
        while (value < end && (bytes[value] == ' ' || bytes[value] == '\t')) {
            value++;
        }
        fields.add(name, new AsciiString(bytes, value, end - value, false));
    }
}

package io.gatehouse.proxy.translation;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Header lines as fields and back, by the rules that hold for requests and responses alike. */
final class FieldLines {
    /** RFC 9113 §8.2.2: these belong to a connection of HTTP/1. */
    private static final List<AsciiString> DROPPED = List.of(
            AsciiString.cached("connection"),
            AsciiString.cached("transfer-encoding"),
            AsciiString.cached("keep-alive"),
            AsciiString.cached("proxy-connection"),
            AsciiString.cached("upgrade"));

    private FieldLines() {}

    /** Behind the line that begins at or before {@code from}. */
    static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /**
     * Adds every header line as a field. Names become lower case, in place; the fields share the bytes.
     *
     * @param at where the first header line begins
     * @param left a name that is left out beside those of the connection
     */
    static void toFields(byte[] bytes, int at, AsciiString left, Http2Headers fields) {
        int start = at;
        while (start < bytes.length && bytes[start] != '\r') {
            int end = lineEnd(bytes, start);
            add(fields, bytes, start, end - 2, left);
            start = end;
        }
    }

    /** The value of the first line with a name, which is given in lower case; empty when there is none. */
    static AsciiString find(byte[] bytes, int at, AsciiString name) {
        for (int start = at; start < bytes.length && bytes[start] != '\r'; start = lineEnd(bytes, start)) {
            int value = start + name.length() + 1;
            if (value < bytes.length
                    && bytes[value - 1] == ':'
                    && name.contentEqualsIgnoreCase(new AsciiString(bytes, start, name.length(), false))) {
                return new AsciiString(bytes, value, lineEnd(bytes, value) - 2 - value, true).trim();
            }
        }
        return AsciiString.EMPTY_STRING;
    }

    private static void add(Http2Headers fields, byte[] bytes, int start, int end, AsciiString left) {
        int colon = start;
        while (bytes[colon] != ':') {
            byte b = bytes[colon];
            if (b >= 'A' && b <= 'Z') {
                bytes[colon] = (byte) (b | 0x20);
            }
            colon++;
        }
        AsciiString name = new AsciiString(bytes, start, colon - start, false);
        if (DROPPED.contains(name) || name.equals(left)) {
            return;
        }
        int value = colon + 1;
        while (value < end && (bytes[value] == ' ' || bytes[value] == '\t')) {
            value++;
        }
        fields.add(name, new AsciiString(bytes, value, end - value, false));
    }

    static void put(ByteBuf out, CharSequence text) {
        if (text instanceof AsciiString ascii) {
            out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
        } else {
            out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        }
    }

    static void put(ByteBuf out, CharSequence name, CharSequence value) {
        put(out, name);
        out.writeByte(':').writeByte(' ');
        put(out, value);
        out.writeByte('\r').writeByte('\n');
    }

    /** RFC 9113 §8.2.1: no line ends, no NUL, no blanks around. */
    static boolean isClean(CharSequence value) {
        int length = value.length();
        if (length > 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1)))) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}

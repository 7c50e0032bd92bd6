package io.gatehouse.proxy.translation;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Puts the header fields of a request into the form of HTTP/1.1 (RFC 9113 §8.3.1). The codec has checked names, the
 * pseudo-header fields and that none of the connection's own fields is there; what is left is what could change its
 * meaning in the other form.
 */
public final class RequestText {
    private static final AsciiString COOKIE = AsciiString.cached("cookie");
    private static final AsciiString HOST = AsciiString.cached("host");
    private static final byte[] VERSION = ascii(" HTTP/2.0\r\n");
    private static final byte[] COOKIE_NAME = ascii("cookie: ");
    private static final byte[] CRLF = ascii("\r\n");

    private RequestText() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes the head.
     *
     * @return false when the fields cannot be a request: the stream is in error (RFC 9113 §8.1.1)
     */
    public static boolean write(Http2Headers fields, ByteBuf out) {
        CharSequence method = fields.method();
        CharSequence path = fields.path();
        CharSequence authority = fields.authority();
        if (!isToken(method) || !isTarget(path) || isEmpty(fields.scheme())) {
            return false;
        }
        FieldLines.put(out, method);
        out.writeByte(' ');
        FieldLines.put(out, path);
        out.writeBytes(VERSION);
        if (!isEmpty(authority)) {
            if (!FieldLines.isClean(authority)) {
                return false;
            }
            FieldLines.put(out, HOST, authority);
        }
        return writeFields(fields, isEmpty(authority), out);
    }

    private static boolean writeFields(Http2Headers fields, boolean hostIsField, ByteBuf out) {
        boolean cookies = false;
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            CharSequence name = field.getKey();
            if (name.length() == 0 || name.charAt(0) == ':') {
                continue;
            }
            CharSequence value = field.getValue();
            if (!FieldLines.isClean(value)) {
                return false;
            }
            if (COOKIE.contentEquals(name)) {
                cookies = true;
            } else if (hostIsField || !HOST.contentEquals(name)) {
                FieldLines.put(out, name, value);
            }
        }
        if (cookies) {
            writeCookies(fields, out);
        }
        out.writeBytes(CRLF);
        return true;
    }

    /** RFC 9113 §8.2.3: the crumbs of a cookie become one line again. */
    private static void writeCookies(Http2Headers fields, ByteBuf out) {
        out.writeBytes(COOKIE_NAME);
        boolean first = true;
        for (CharSequence crumb : fields.getAll(COOKIE)) {
            if (!first) {
                out.writeByte(';').writeByte(' ');
            }
            first = false;
            FieldLines.put(out, crumb);
        }
        out.writeBytes(CRLF);
    }

    private static boolean isEmpty(CharSequence text) {
        return text == null || text.length() == 0;
    }

    private static boolean isToken(CharSequence text) {
        if (isEmpty(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ':') {
                return false;
            }
        }
        return true;
    }

    /** In origin form; the asterisk of {@code OPTIONS *} is left to the rules of the head. */
    private static boolean isTarget(CharSequence text) {
        if (isEmpty(text) || text.charAt(0) != '/' && text.charAt(0) != '*') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                return false;
            }
        }
        return true;
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.http.HeaderBlock;

/**
 * The charset that is named for texts whose {@code Content-Type} names none: the setting {@code nginx_http_charset}. Bodies are
 * not recoded. Immutable; thread-safe.
 */
final class DefaultCharset {
    private static final String[] TYPES = {
        "text/html", "text/plain", "text/xml", "text/vnd.wap.wml", "application/javascript", "application/rss+xml"
    };

    private final String parameter;
    private final byte[] parameterBytes;

    /**
     * @param name e.g. {@code UTF-8}; {@code off} names none
     */
    DefaultCharset(String name) {
        parameter = name.equalsIgnoreCase("off") ? "" : "; charset=" + name;
        parameterBytes = Ascii.bytes(parameter);
    }

    /** What is put behind the media type. */
    byte[] parameterBytes() {
        return parameterBytes;
    }

    /** Whether the charset is to be named in the {@code Content-Type} of a line: only where the media type stands alone. */
    boolean completes(int status, HeaderBlock headers, int line) {
        int length = headers.valueEnd(line) - headers.valueStart(line);
        if (length == 0 || parameterBytes.length == 0) {
            return false;
        }
        // t and a begin all of the types; most responses are told apart here
        int first = headers.bytes()[headers.valueStart(line)] | 0x20;
        if (first != 't' && first != 'a') {
            return false;
        }
        for (String type : TYPES) {
            if (type.length() == length && headers.valueIs(line, type)) {
                return !isRedirect(status);
            }
        }
        return false;
    }

    /** A media type with the charset where that is to be named. */
    String complete(int status, String mediaType) {
        for (String type : TYPES) {
            if (type.equalsIgnoreCase(mediaType)) {
                return isRedirect(status) ? mediaType : mediaType + parameter;
            }
        }
        return mediaType;
    }

    /** The first browsers carried a redirect's charset over to the next page; nginx still spares them that. */
    private static boolean isRedirect(int status) {
        return status == 301 || status == 302;
    }
}

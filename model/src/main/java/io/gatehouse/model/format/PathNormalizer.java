package io.gatehouse.model.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Brings a path into the form in which paths are compared (RFC 3986 §6.2.2): escapes of characters that need none are
 * decoded, the others are written in upper case, dot segments are resolved.
 */
public final class PathNormalizer {
    private static final String RESERVED = "!#$%&'()*+,/:;=?@[]";

    private PathNormalizer() {}

    /**
     * Normalises a path whose escapes are well-formed.
     *
     * @param mergeSlashes whether runs of slashes become one
     */
    public static String normalize(String path, boolean mergeSlashes) {
        String decoded = path.indexOf('%') < 0 ? path : decodeUnreserved(path);
        String merged = mergeSlashes && decoded.contains("//") ? decoded.replaceAll("/{2,}", "/") : decoded;
        return merged.contains("/.") ? removeDotSegments(merged) : merged;
    }

    private static String decodeUnreserved(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                out.write(bytes[i]);
                continue;
            }
            int value = high * 16 + low;
            if (value < 0x80 && RESERVED.indexOf(value) >= 0) {
                out.writeBytes(String.format("%%%02X", value).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(value);
            }
            i += 2;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** RFC 3986 §5.2.4; empty segments are kept. */
    private static String removeDotSegments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
                if (last) {
                    kept.addLast("");
                }
            } else if (!segments[i].equals(".")) {
                kept.addLast(segments[i]);
            } else if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}

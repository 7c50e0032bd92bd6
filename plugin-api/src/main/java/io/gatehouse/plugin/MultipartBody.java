package io.gatehouse.plugin;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code multipart/form-data} body, cut at its boundaries (RFC 7578, RFC 2046 §5.1.1). */
final class MultipartBody {
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("(?i)\\bname=(?:\"([^\"]*)\"|([^;\\s]+))");

    private final String boundary;
    private final List<Part> parts;

    /** One part; {@code text} is everything between two boundaries, headers included, byte for byte in Latin-1. */
    private record Part(String name, String text) {}

    private MultipartBody(String boundary, List<Part> parts) {
        this.boundary = boundary;
        this.parts = parts;
    }

    static Optional<MultipartBody> parse(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return Optional.empty();
        }
        String delimiter = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        // Latin-1 maps bytes to characters one to one, so that parts can be cut and joined without loss
        String text = new String(body, StandardCharsets.ISO_8859_1);
        List<Part> parts = new ArrayList<>();
        int start = text.indexOf(delimiter);
        while (start >= 0) {
            start += delimiter.length();
            int end = text.indexOf("\r\n" + delimiter, start);
            if (text.startsWith("--", start) || end < 0) {
                break;
            }
            String part = text.substring(Math.min(start + 2, end), end);
            parts.add(new Part(nameOf(part), part));
            start = end + 2;
        }
        return Optional.of(new MultipartBody(delimiter, parts));
    }

    private static String nameOf(String part) {
        String head = part.substring(0, Math.max(0, part.indexOf("\r\n\r\n")));
        Matcher name = NAME.matcher(head);
        if (!name.find()) {
            return "";
        }
        String value = name.group(1) != null ? name.group(1) : name.group(2);
        return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    List<String> values(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(Part::text)
                .map(text -> text.substring(text.indexOf("\r\n\r\n") + 4))
                .map(value -> new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .toList();
    }

    byte[] without(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            if (!part.name().equals(name)) {
                out.writeBytes((boundary + "\r\n" + part.text() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        out.writeBytes((boundary + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}

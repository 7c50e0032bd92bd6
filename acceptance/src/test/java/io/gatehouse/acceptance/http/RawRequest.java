package io.gatehouse.acceptance.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request that is sent as it stands, with paths, methods and header combinations that clients with manners refuse. Answers
 * must say how long they are, or end with the connection.
 *
 * @param headers beside {@code Host}, {@code Connection} and {@code Content-Length}; each may be given here instead
 * @param body null for none
 */
public record RawRequest(String method, String target, Map<String, String> headers, String body) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What came back.
     *
     * @param headers with names in lower case
     */
    public record RawAnswer(int status, Map<String, String> headers, String text) {}

    /**
     * Sends it.
     *
     * @throws UncheckedIOException when there is no answer
     */
    public RawAnswer send(URI base) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(bytes(base));
            socket.getOutputStream().flush();
            return parse(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target + ": " + e.getMessage(), e);
        }
    }

    private byte[] bytes(URI base) throws IOException {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Host", base.getAuthority());
        all.put("Connection", "close");
        byte[] content = Optional.ofNullable(body).orElse("").getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            all.put("Content-Length", Integer.toString(content.length));
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(content);
        return bytes.toByteArray();
    }

    private RawAnswer parse(byte[] bytes) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer to " + this + ": " + head);
        }
        String[] lines = head.substring(0, end).split("\r\n");
        Map<String, String> fields = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] field = lines[i].split(":", 2);
            fields.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
        }
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        return new RawAnswer(
                status, fields, new String(bytes, end + 4, bytes.length - end - 4, StandardCharsets.UTF_8));
    }
}

package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that a plugin gives in place of the upstream.
 *
 * @param status HTTP status, 200 to 599
 * @param headers extra response headers, in the order in which they are sent
 * @param body what is sent
 */
public record Reply(int status, Map<String, String> headers, Body body) {

    public Reply {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The gateway's own error body, in the media type that the client's {@code Accept} asks for. */
    public static Reply error(int status, String message) {
        return new Reply(status, Map.of(), new Message(message));
    }

    /** A JSON document, sent as {@code application/json; charset=utf-8}. */
    public static Reply json(int status, JsonNode document) {
        return new Reply(status, Map.of(), new Json(document));
    }

    /** Bytes with a media type of the plugin's choice. */
    public static Reply bytes(int status, String contentType, byte[] content) {
        return new Reply(status, Map.of(), new Bytes(contentType, content));
    }

    /** No body at all. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new Empty());
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }

    /** The forms of a body. */
    public sealed interface Body {}

    public record Message(String text) implements Body {}

    public record Json(JsonNode document) implements Body {}

    public record Bytes(String contentType, byte[] content) implements Body {}

    public record Empty() implements Body {}
}

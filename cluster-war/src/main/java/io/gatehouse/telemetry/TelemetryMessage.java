package io.gatehouse.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a data plane sends: one JSON object in a text message. It begins with {@code {"type":"hello","format":1}} and goes on with any
 * number of {@code {"type":"records","records":[…],"dropped":0}}.
 */
sealed interface TelemetryMessage {

    /** The format that this side understands. */
    int FORMAT = 1;

    /** The first message. */
    record Hello(int format) implements TelemetryMessage {}

    /**
     * A batch.
     *
     * @param count number of records in it
     * @param dropped records that the data plane had to give up since its last batch, because its buffer was full
     */
    record Records(int count, long dropped) implements TelemetryMessage {}

    /** @throws TelemetryException when the text is no such message */
    static TelemetryMessage parse(String text) {
        JsonNode message = Json.read(text);
        String type = message.path("type").asText();
        return switch (type) {
            case "hello" -> new Hello(Json.number(message, "format"));
            case "records" -> {
                if (!message.path("records").isArray()) {
                    throw new TelemetryException("a message of type records needs an array \"records\"");
                }
                yield new Records(
                        message.get("records").size(), message.has("dropped") ? Json.number(message, "dropped") : 0);
            }
            default -> throw new TelemetryException("type \"" + type + "\" is not known; hello and records are");
        };
    }

    /** Reading of single values. */
    final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private Json() {}

        private static JsonNode read(String text) {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException broken) {
                throw new TelemetryException("the message is no JSON: " + broken.getOriginalMessage());
            }
        }

        private static int number(JsonNode message, String field) {
            JsonNode value = message.path(field);
            if (!value.canConvertToInt() || value.asInt() < 0) {
                throw new TelemetryException("\"" + field + "\" must be a whole number, 0 or greater");
            }
            return value.asInt();
        }
    }
}

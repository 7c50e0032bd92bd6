package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.link.GzipMessage;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.link.LinkProtocol;
import io.gatehouse.model.link.Reconfigure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads the frames of a session with deltas. */
public final class DeltaFrames {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeltaFrames() {}

    /**
     * Reads what a control plane sends.
     *
     * @param limit most bytes it may have when decompressed
     * @return empty for a message of a type that is unknown here, which is to be ignored
     * @throws LinkException when it cannot be decompressed or parsed, or is too large; the session is then of no use
     */
    public static Optional<ToDataPlane> decode(byte[] payload, long limit) {
        JsonNode message = Reconfigure.parse(payload, limit);
        return switch (message.path("type").asText()) {
            case Delta.TYPE -> Optional.of(Delta.of(message));
            case Name.TYPE -> Optional.of(Name.of(message));
            default -> Reconfigure.of(message).map(Snapshot::new);
        };
    }

    /**
     * Reads what a data plane sends after its introduction.
     *
     * @return empty for a message of a type that is unknown here, which is to be ignored
     * @throws LinkException when it is no JSON object or lacks a field
     */
    public static Optional<FromDataPlane> decode(byte[] payload) {
        JsonNode message;
        try {
            message = JSON.readTree(payload);
        } catch (IOException e) {
            throw new LinkException("a report of the data plane is no JSON", e);
        }
        return switch (message.path("type").asText()) {
            case Resume.TYPE -> Optional.of(Resume.of(message));
            case Applied.TYPE -> Optional.of(Applied.of(message));
            case Refused.TYPE -> Optional.of(Refused.of(message));
            default -> Optional.empty();
        };
    }

    static String name(JsonNode message, String field) {
        String text = message.path(field).asText();
        if (text.length() != LinkProtocol.HASH_LENGTH) {
            throw new LinkException("the " + message.path("type").asText() + " message has no valid '" + field + "'");
        }
        return text;
    }

    static byte[] compress(JsonNode message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (OutputStream member = GzipMessage.compress(out)) {
            JSON.writeValue(member, message);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
        return out.toByteArray();
    }

    static byte[] encode(JsonNode message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}

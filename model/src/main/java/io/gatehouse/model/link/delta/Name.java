package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All names of one configuration. A data plane that runs what one of {@code content} and {@code hash} names takes over the others;
 * any other ignores the message.
 *
 * @param revision number of the last change in it
 * @param content its {@link io.gatehouse.model.snapshot.ContentSum}
 * @param hash its {@link io.gatehouse.model.snapshot.ConfigHash}, which takes long to compute and therefore may come late
 */
public record Name(long revision, String content, String hash) implements ToDataPlane {
    static final String TYPE = "name";

    /** Returns the payload of the frame. */
    public byte[] encode() {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("revision", revision)
                .put("content", content)
                .put("config_hash", hash);
        return DeltaFrames.compress(message);
    }

    static Name of(JsonNode message) {
        return new Name(
                message.path("revision").asLong(),
                DeltaFrames.name(message, "content"),
                DeltaFrames.name(message, "config_hash"));
    }
}

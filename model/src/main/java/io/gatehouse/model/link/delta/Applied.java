package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * The data plane serves with a configuration.
 *
 * @param revision of it
 * @param latencyMillis from the arrival of the frame to the first request that could see it
 */
public record Applied(long revision, long latencyMillis) implements FromDataPlane {
    static final String TYPE = "applied";

    @Override
    public byte[] encode() {
        return DeltaFrames.encode(JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("revision", revision)
                .put("latency_ms", latencyMillis));
    }

    static Applied of(JsonNode message) {
        return new Applied(
                message.path("revision").asLong(), message.path("latency_ms").asLong());
    }
}

package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * Asks for what leads from the configuration that the data plane has to the newest one: once at the beginning, and again whenever a
 * delta does not fit.
 *
 * @param content of what it has, see {@link Name#content}; zeros when it has nothing that has such a name
 */
public record Resume(String content) implements FromDataPlane {
    static final String TYPE = "resume";

    @Override
    public byte[] encode() {
        return DeltaFrames.encode(
                JsonNodeFactory.instance.objectNode().put("type", TYPE).put("content", content));
    }

    static Resume of(JsonNode message) {
        return new Resume(DeltaFrames.name(message, "content"));
    }
}

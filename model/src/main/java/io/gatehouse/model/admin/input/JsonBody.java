package io.gatehouse.model.admin.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Reads JSON bodies (RFC 8259). */
final class JsonBody {
    /** The text that clients compare. */
    static final String UNREADABLE = "Cannot parse JSON body";

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * Parses an object; an empty list counts as an empty object, and of a repeated key the last value holds.
     *
     * @throws UnreadableBodyException for anything else: broken JSON, invalid UTF-8, nesting past 1000, another type
     */
    static ObjectNode parse(byte[] body) {
        JsonNode node;
        try (JsonParser parser = MAPPER.createParser(body)) {
            node = MAPPER.readTree(parser);
        } catch (IOException e) {
            throw new UnreadableBodyException(UNREADABLE, e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        if (node != null && node.isArray() && node.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        throw new UnreadableBodyException(UNREADABLE);
    }
}

package io.gatehouse.model.declarative;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.yaml.MalformedYamlException;
import io.gatehouse.model.yaml.YamlDocument;

/** Reads the text of a declarative configuration. */
final class DocumentText {
    private static final ObjectReader JSON = JsonMapper.builder()
            .build()
            .readerFor(JsonNode.class)
            .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private DocumentText() {}

    /** The document as JSON, or else as YAML; anything but an object is refused. */
    static ObjectNode parse(String text) {
        JsonNode document = text.stripLeading().startsWith("{") ? json(text) : yaml(text);
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw unparsable("expected an object");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            // a flow mapping of YAML begins with a brace, too
            return yaml(text);
        }
    }

    private static JsonNode yaml(String text) {
        try {
            return YamlDocument.parse(text);
        } catch (MalformedYamlException malformed) {
            throw unparsable(malformed.getMessage());
        }
    }

    private static EntityException unparsable(String reason) {
        return EntityException.declarativeConfig(JsonNodeFactory.instance
                .objectNode()
                .put("error", "failed parsing declarative configuration: " + reason));
    }
}

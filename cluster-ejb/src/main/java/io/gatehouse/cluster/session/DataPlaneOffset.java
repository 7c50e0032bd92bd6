package io.gatehouse.cluster.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.error.EntityException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Where a page begins: base64 of a JSON array with the last id of the page before. */
final class DataPlaneOffset {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DataPlaneOffset() {}

    static String encode(String lastId) {
        String json = JsonNodeFactory.instance.arrayNode().add(lastId).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws EntityException code 7 */
    static UUID decode(String offset) {
        JsonNode array;
        try {
            array = JSON.readTree(
                    Base64.getUrlDecoder().decode(offset.replace('+', '-').replace('/', '_')));
        } catch (IllegalArgumentException notBase64) {
            throw EntityException.invalidOffset(offset, "bad base64 encoding");
        } catch (IOException notJson) {
            throw EntityException.invalidOffset(offset, "bad json encoding");
        }
        if (array.isMissingNode()) {
            throw EntityException.invalidOffset(offset, "bad json encoding");
        }
        try {
            return UUID.fromString(array.path(0).asText());
        } catch (IllegalArgumentException notAnId) {
            throw EntityException.invalidOffset(offset, "bad value");
        }
    }
}

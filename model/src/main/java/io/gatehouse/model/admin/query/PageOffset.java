package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.error.EntityException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Where a page begins: behind a row, named by its id in {@code ["<uuid>"]} as base64 without padding. */
public final class PageOffset {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageOffset() {}

    /** The offset of the page that begins behind this row. */
    public static String after(UUID id) {
        return encode("[\"" + id + "\"]");
    }

    static String encode(String array) {
        return Base64.getEncoder().withoutPadding().encodeToString(array.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads an offset that a client sent; padding is tolerated.
     *
     * @throws EntityException code 7
     */
    public static UUID id(String offset) {
        JsonNode array = decode(offset);
        String id = array.path(0).asText();
        if (array.size() != 1 || !EntityKey.isId(id)) {
            throw EntityException.invalidOffset(offset, "bad value");
        }
        return UUID.fromString(id);
    }

    /**
     * Reads an offset that counts rows.
     *
     * @throws EntityException code 7
     */
    public static long rows(String offset) {
        // 15 digits: more rows than any table has, and no overflow
        if (!offset.matches("[0-9]{1,15}")) {
            throw EntityException.invalidOffset(offset, "bad value");
        }
        return Long.parseLong(offset);
    }

    static JsonNode decode(String offset) {
        byte[] text;
        try {
            text = Base64.getDecoder().decode(offset);
        } catch (IllegalArgumentException e) {
            throw EntityException.invalidOffset(offset, "bad base64 encoding");
        }
        try {
            JsonNode array = JSON.readTree(new String(text, StandardCharsets.UTF_8));
            if (array != null && !array.isMissingNode()) {
                return array;
            }
        } catch (JsonProcessingException e) {
            // reported below
        }
        throw EntityException.invalidOffset(offset, "bad json encoding");
    }
}

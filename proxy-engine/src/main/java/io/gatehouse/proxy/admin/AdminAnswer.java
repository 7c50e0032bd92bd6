package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.admin.answer.JsonText;
import io.gatehouse.model.admin.errors.ErrorAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer.
 *
 * @param contentType empty when there is no body
 * @param headers besides those that every answer has
 */
record AdminAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {

    static AdminAnswer json(int status, JsonNode document) {
        return new AdminAnswer(status, JsonText.CONTENT_TYPE, JsonText.of(document), Map.of());
    }

    static AdminAnswer ok(JsonNode document) {
        return json(200, document);
    }

    static AdminAnswer text(String contentType, String text) {
        return new AdminAnswer(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static AdminAnswer empty(int status) {
        return new AdminAnswer(status, "", new byte[0], Map.of());
    }

    static AdminAnswer error(ErrorAnswer error) {
        return json(error.status(), error.document());
    }

    AdminAnswer with(Map<String, String> moreHeaders) {
        return new AdminAnswer(status, contentType, body, moreHeaders);
    }
}

package io.gatehouse.plugin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The named arguments of a request body: the members of a JSON object, the fields of an
 * {@code application/x-www-form-urlencoded} body, or the parts of a {@code multipart/form-data} body.
 */
public sealed interface BodyArguments {

    /** Values of an argument as text; more than one for a repeated field or a JSON array. */
    List<String> values(String name);

    /** The body without the argument, in the same media type. */
    byte[] without(String name);

    /** Empty when the media type is none of the three or the body cannot be parsed. */
    static Optional<BodyArguments> parse(String contentType, byte[] body) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return Json.parse(body);
        }
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return Optional.of(new Form(QueryString.parse(new String(body, StandardCharsets.UTF_8))));
        }
        if (type.startsWith("multipart/form-data")) {
            return MultipartBody.parse(contentType, body).map(Multipart::new);
        }
        return Optional.empty();
    }

    /** Members of a JSON object. */
    record Json(ObjectNode document) implements BodyArguments {
        private static final ObjectMapper MAPPER = new ObjectMapper();

        static Optional<BodyArguments> parse(byte[] body) {
            try {
                return MAPPER.readTree(body) instanceof ObjectNode object
                        ? Optional.of(new Json(object))
                        : Optional.empty();
            } catch (IOException notJson) {
                return Optional.empty();
            }
        }

        @Override
        public List<String> values(String name) {
            JsonNode value = document.path(name);
            List<String> values = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(element -> values.add(element.asText()));
            } else if (value.isTextual()) {
                values.add(value.textValue());
            }
            return values;
        }

        @Override
        public byte[] without(String name) {
            try {
                return MAPPER.writeValueAsBytes(document.deepCopy().without(name));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("a parsed JSON document can be written", impossible);
            }
        }
    }

    /** Fields of a form. */
    record Form(QueryString fields) implements BodyArguments {
        @Override
        public List<String> values(String name) {
            return fields.values(name);
        }

        @Override
        public byte[] without(String name) {
            return fields.without(name).encode().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Parts of a multipart body. */
    record Multipart(MultipartBody body) implements BodyArguments {
        @Override
        public List<String> values(String name) {
            return body.values(name);
        }

        @Override
        public byte[] without(String name) {
            return body.without(name);
        }
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** Rules about length: bytes of a text in UTF-8, elements of a list, entries of a map. */
final class LengthRules {
    private LengthRules() {}

    static ValueCheck exactly(int length) {
        return ValueCheck.of(value -> length(value) == length, value -> "length must be " + length);
    }

    static ValueCheck atLeast(int length) {
        // a text has at least as many bytes as characters, which spares most texts the encoding
        return ValueCheck.of(
                value -> value.isTextual() && value.textValue().length() >= length || length(value) >= length,
                value -> "length must be at least " + length);
    }

    static ValueCheck atMost(int length) {
        return ValueCheck.of(value -> length(value) <= length, value -> "length must be at most " + length);
    }

    private static int length(JsonNode value) {
        return value.isTextual() ? value.textValue().getBytes(StandardCharsets.UTF_8).length : value.size();
    }
}

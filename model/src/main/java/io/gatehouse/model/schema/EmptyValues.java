package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What counts as nothing when rules ask whether a field is given. */
final class EmptyValues {
    private EmptyValues() {}

    /** Whether {@code value} is more than absent, null, an empty text, list or map. */
    static boolean isNonEmpty(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return !value.isTextual() || !value.textValue().isEmpty();
    }

    /** Whether {@code value} is absent or null. */
    static boolean isNull(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}

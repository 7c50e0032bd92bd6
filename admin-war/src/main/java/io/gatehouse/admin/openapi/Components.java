package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What operations share; {@code openapi.yaml} defines it. */
final class Components {
    /** How bodies may be written. Forms and multipart name nested fields with dots, which no schema can say. */
    static final List<String> BODY_TYPES = List.of("application/json");

    private Components() {}

    static ObjectNode parameter(String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/parameters/" + name);
    }

    /** The answer with an error status. */
    static ObjectNode refusal(String status) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/responses/" + status);
    }
}

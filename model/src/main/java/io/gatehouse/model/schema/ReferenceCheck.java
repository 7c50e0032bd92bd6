package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Checks the shape of {@code {"id": "<uuid>"}}. Whether the row exists is the store's business. */
final class ReferenceCheck {
    private static final String ID = "id";

    private final EntityReferences references;
    private final FieldCheck fields;

    ReferenceCheck(EntityReferences references, FieldCheck fields) {
        this.references = references;
        this.fields = fields;
    }

    Optional<JsonNode> problem(Field field, JsonNode value, Operation operation) {
        if (value.isNumber() || value.isBoolean()) {
            return Optional.of(JsonNodeFactory.instance.textNode("expected a record"));
        }
        if (value.isArray() && !value.isEmpty()) {
            ArrayNode problems = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> problems.add("unknown field"));
            return Optional.of(problems);
        }
        Optional<Schema> target = field.reference().flatMap(references::schemaOf);
        return value.has(ID) ? idProblem(target, value.get(ID), operation) : Optional.of(withoutId(target, value));
    }

    private Optional<JsonNode> idProblem(Optional<Schema> target, JsonNode id, Operation operation) {
        Optional<JsonNode> problem = id.isNull()
                ? Optional.of(DocumentCheck.REQUIRED_NODE)
                : target.flatMap(schema -> schema.field(ID)).flatMap(field -> fields.problem(field, id, operation));
        return problem.map(text -> member(ID, text));
    }

    private static JsonNode withoutId(Optional<Schema> target, JsonNode value) {
        ObjectNode problems = JsonNodeFactory.instance.objectNode();
        value.fieldNames().forEachRemaining(name -> {
            if (target.flatMap(schema -> schema.field(name)).isEmpty()) {
                problems.put(name, "unknown field");
            }
        });
        return problems.isEmpty() ? problems.put(ID, "missing primary key") : problems;
    }

    private static JsonNode member(String name, JsonNode problem) {
        ObjectNode problems = JsonNodeFactory.instance.objectNode();
        problems.set(name, problem);
        return problems;
    }
}

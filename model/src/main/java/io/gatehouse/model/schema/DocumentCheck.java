package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;

/**
 * Checks complete documents against their schema. The answer is a tree that mirrors the document and holds a text where
 * something is wrong; violations of rules between fields stand in a list under {@code @entity}. Thread-safe.
 */
public final class DocumentCheck {
    /** The key of violations that belong to a record as a whole. */
    public static final String ENTITY = "@entity";

    static final String REQUIRED = "required field missing";
    static final JsonNode REQUIRED_NODE = TextNode.valueOf(REQUIRED);
    private static final JsonNode UNKNOWN_NODE = TextNode.valueOf("unknown field");

    private final FieldCheck fieldCheck;

    /** A check for documents whose foreign keys refer to the entities known to {@code references}. */
    public DocumentCheck(EntityReferences references) {
        this.fieldCheck = new FieldCheck(this, references);
    }

    /** All violations of {@code document}; empty when it is good. */
    public ObjectNode errors(Schema schema, ObjectNode document, Operation operation) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        Optional<Schema> subschema = schema.subschema(document);
        if (schema.subschemas().isPresent() && subschema.isEmpty()) {
            // without its subschema a document cannot be judged, so nothing else is said
            errors.set(schema.subschemas().get().key(), unselected(schema, document));
            return errors;
        }
        Map<String, Field> fields = schema.fieldsOf(document);
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            Field field = fields.get(member.getKey());
            Optional<JsonNode> problem =
                    field == null ? Optional.of(UNKNOWN_NODE) : fieldCheck.problem(field, member.getValue(), operation);
            if (problem.isPresent()) {
                errors.set(member.getKey(), problem.get());
            }
        }
        runEntityChecks(schema, subschema, document, errors, operation);
        return errors;
    }

    /** The violation of a single value, or empty. */
    public Optional<JsonNode> problem(Field field, JsonNode value, Operation operation) {
        return fieldCheck.problem(field, value, operation);
    }

    FieldCheck fieldCheck() {
        return fieldCheck;
    }

    private static JsonNode unselected(Schema schema, ObjectNode document) {
        Subschemas selector = schema.subschemas().orElseThrow();
        JsonNode value = document.path(selector.key());
        if (EmptyValues.isNull(value)) {
            return REQUIRED_NODE;
        }
        Field field = schema.field(selector.key()).orElseThrow();
        return FieldCheck.typeProblem(field, value)
                .<JsonNode>map(TextNode::valueOf)
                .orElseGet(() -> TextNode.valueOf(selector.problem(document)));
    }

    private static void runEntityChecks(
            Schema schema, Optional<Schema> subschema, ObjectNode document, ObjectNode errors, Operation operation) {
        if (schema.entityChecks().isEmpty() && subschema.isEmpty()) {
            return;
        }
        Violations violations = new Violations(document, errors, operation);
        schema.entityChecks().forEach(check -> check.run(violations));
        subschema.ifPresent(special -> special.entityChecks().forEach(check -> check.run(violations)));
    }
}

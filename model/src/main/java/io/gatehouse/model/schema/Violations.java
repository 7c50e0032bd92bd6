package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A document and the violations found in it so far, as the rules between fields see them.
 *
 * @param document the record the rules are about
 * @param errors its tree of violations, added to by the rules
 * @param operation why the document is checked
 */
record Violations(ObjectNode document, ObjectNode errors, Operation operation) {

    /** Whether the document is a stored one with changes. */
    boolean update() {
        return operation == Operation.UPDATE;
    }

    void addEntity(String problem) {
        JsonNode list = errors.get(DocumentCheck.ENTITY);
        (list instanceof ArrayNode array ? array : errors.putArray(DocumentCheck.ENTITY)).add(problem);
    }

    void addField(FieldPath path, JsonNode problem) {
        path.put(errors, problem);
    }

    /** Adds what a rule written in Java said: a text about the entity, or texts by field. */
    void add(JsonNode problem) {
        if (problem instanceof ObjectNode byField) {
            errors.setAll(byField);
        } else {
            addEntity(problem.asText());
        }
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/**
 * When one field matches, another must match as well. A failure is told twice: about the entity and about the field.
 *
 * @param ifPath the field asked
 * @param condition what is asked of it
 * @param thenPath the field that then has to obey
 * @param consequence what it has to obey
 * @param message the entity's message in place of the usual one
 */
record Conditional(FieldPath ifPath, Field condition, FieldPath thenPath, Field consequence, Optional<String> message)
        implements EntityCheck.Body {
    private static final FieldCheck VALUES = new DocumentCheck(entity -> Optional.empty()).fieldCheck();

    @Override
    public void run(Violations violations) {
        if (!matches(condition, ifPath.in(violations.document()), violations.operation())) {
            return;
        }
        JsonNode value = nullIfMissing(thenPath.in(violations.document()));
        VALUES.problem(consequence, value, violations.operation()).ifPresent(problem -> {
            violations.addField(thenPath, problem);
            violations.addEntity(message.orElseGet(
                    () -> "failed conditional validation given value of field '" + ifPath.text() + "'"));
        });
    }

    /** A field without value matches only a condition that asks for that. */
    static boolean matches(Field condition, JsonNode value, Operation operation) {
        JsonNode asked = nullIfMissing(value);
        return (!asked.isNull() || condition.mustBeNull())
                && VALUES.problem(condition, asked, operation).isEmpty();
    }

    private static JsonNode nullIfMissing(JsonNode value) {
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.format.Uuid;
import java.util.Map;
import java.util.Optional;

/** Checks one value against its field: null, type, parts, then the rules; the first failure is the answer. */
final class FieldCheck {
    private static final Optional<JsonNode> GOOD = Optional.empty();
    /** Beyond it, JSON numbers are not exact (RFC 8259 §6). */
    private static final double MAX_EXACT = 9.007199254740992E15;

    private final DocumentCheck documents;
    private final ReferenceCheck references;

    FieldCheck(DocumentCheck documents, EntityReferences references) {
        this.documents = documents;
        this.references = new ReferenceCheck(references, this);
    }

    Optional<JsonNode> problem(Field field, JsonNode value, Operation operation) {
        if (value.isNull()) {
            return nullProblem(field);
        }
        if (field.mustBeNull()) {
            return text(field.ownMessage().orElse("value must be null"));
        }
        if (field.isVaultReference(value)) {
            return GOOD;
        }
        Optional<String> wrongType = operation.flatReferences() && field.type() == FieldType.FOREIGN
                ? flatReferenceProblem(value)
                : typeProblem(field, value);
        if (wrongType.isPresent()) {
            return text(wrongType.get());
        }
        Optional<JsonNode> wrongPart = partProblem(field, value, operation);
        return wrongPart.isPresent() ? wrongPart : ruleProblem(field, value);
    }

    private static Optional<JsonNode> nullProblem(Field field) {
        JsonNode equal = field.definition().get("eq");
        if (equal != null && !equal.isNull()) {
            return text(field.ownMessage().orElse("value must be " + equal.asText()));
        }
        JsonNode unequal = field.definition().get("ne");
        if (unequal != null && unequal.isNull()) {
            return text(field.ownMessage().orElse("value must not be null"));
        }
        return field.required() ? Optional.of(DocumentCheck.REQUIRED_NODE) : GOOD;
    }

    /** What is said of a value of the wrong type. References have messages of their own. */
    static Optional<String> typeProblem(Field field, JsonNode value) {
        boolean good = switch (field.type()) {
            case STRING -> value.isTextual();
            case INTEGER -> value.isIntegralNumber() || isHugeInteger(value);
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case ARRAY, SET -> value.isArray();
            case MAP -> value.isObject() || value.isArray();
            case RECORD -> value.isObject();
            case FOREIGN, JSON -> true;
        };
        if (good) {
            return value.isTextual() && value.textValue().indexOf('\0') >= 0
                    ? Optional.of("invalid value: U+0000 is not allowed")
                    : Optional.empty();
        }
        String article = "aeiou".indexOf(field.type().label().charAt(0)) >= 0 ? "an " : "a ";
        return Optional.of("expected " + article + field.type().label());
    }

    /** Whole numbers too large to be exact; their bounds are what is wrong with them. */
    private static boolean isHugeInteger(JsonNode value) {
        return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    }

    private static Optional<String> flatReferenceProblem(JsonNode value) {
        if (!value.isTextual()) {
            return Optional.of("expected a string");
        }
        return Uuid.isValid(value.textValue()) ? Optional.empty() : Optional.of("expected a valid UUID");
    }

    private Optional<JsonNode> partProblem(Field field, JsonNode value, Operation operation) {
        return switch (field.type()) {
            case ARRAY, SET -> field.elements().flatMap(element -> elementProblems(element, value, operation));
            case MAP -> mapProblem(field, value, operation);
            case RECORD -> recordProblems(field, (ObjectNode) value, operation);
            case FOREIGN -> operation.flatReferences() ? GOOD : references.problem(field, value, operation);
            default -> GOOD;
        };
    }

    private Optional<JsonNode> elementProblems(Field element, JsonNode list, Operation operation) {
        ArrayNode problems = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            Optional<JsonNode> problem = innerProblem(element, list.get(i), operation);
            if (problem.isPresent()) {
                while (problems.size() < i) {
                    problems.addNull();
                }
                problems.add(problem.get());
            }
        }
        return problems.isEmpty() ? GOOD : Optional.of(problems);
    }

    /** The parts of lists and maps must not be null, whatever their field says. */
    private Optional<JsonNode> innerProblem(Field field, JsonNode value, Operation operation) {
        return value.isNull() ? Optional.of(DocumentCheck.REQUIRED_NODE) : problem(field, value, operation);
    }

    /** The first problem stands for the map as a whole, without the name it belongs to. */
    private Optional<JsonNode> mapProblem(Field field, JsonNode map, Operation operation) {
        if (map.isArray()) {
            // positions are numbers, and names must be texts
            return text("expected a string");
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            JsonNode name = TextNode.valueOf(entry.getKey());
            Optional<JsonNode> problem = field.keys().flatMap(keys -> problem(keys, name, operation));
            if (problem.isEmpty()) {
                problem = field.values().flatMap(values -> innerProblem(values, entry.getValue(), operation));
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return GOOD;
    }

    private Optional<JsonNode> recordProblems(Field field, ObjectNode value, Operation operation) {
        if (field.record().isEmpty()) {
            return GOOD;
        }
        ObjectNode errors = documents.errors(field.record().get(), value, operation);
        return errors.isEmpty() ? GOOD : Optional.of(errors);
    }

    private static Optional<JsonNode> ruleProblem(Field field, JsonNode value) {
        for (ValueCheck check : field.checks()) {
            Optional<JsonNode> problem = check.problem(value);
            if (problem.isPresent()) {
                return field.ownMessage().isPresent() ? text(field.ownMessage().get()) : problem;
            }
        }
        return field.type() == FieldType.INTEGER && Math.abs(value.doubleValue()) > MAX_EXACT
                ? text("value should be between -9007199254740992 and 9007199254740992")
                : GOOD;
    }

    private static Optional<JsonNode> text(String problem) {
        return Optional.of(TextNode.valueOf(problem));
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Replaces the shorthands in documents, and shows former names again in answers. Thread-safe. */
public final class Shorthands {
    private static final FieldCheck VALUES = new DocumentCheck(entity -> Optional.empty()).fieldCheck();

    private Shorthands() {}

    /**
     * Replaces shorthands in {@code document}, in place.
     *
     * @param stored the row that the document changes, or the document itself; its subschema counts when the document
     *     does not name one
     * @return problems with the shorthands by their names; when there are any, nothing else should be reported
     */
    public static ObjectNode expand(Schema schema, ObjectNode document, ObjectNode stored) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        expandInto(schema, document, stored, errors);
        return errors;
    }

    private static void expandInto(Schema schema, ObjectNode document, ObjectNode stored, ObjectNode errors) {
        if (!schema.hasShorthands()) {
            return;
        }
        for (Shorthand shorthand : schema.shorthands()) {
            // an earlier shorthand may have changed what a later one sees
            JsonNode value = document.get(shorthand.name());
            if (value != null) {
                problem(shorthand, document, value).ifPresent(text -> errors.set(shorthand.name(), text));
            }
        }
        forEachRecord(
                schema.fieldsOf(document, stored),
                document,
                (record, inner) -> expandInto(record, inner, inner, errors));
    }

    private static void forEachRecord(
            Map<String, Field> fields, ObjectNode document, BiConsumer<Schema, ObjectNode> action) {
        fields.forEach((name, field) -> {
            if (field.record().isPresent() && document.get(name) instanceof ObjectNode inner) {
                action.accept(field.record().get(), inner);
            }
        });
    }

    private static Optional<JsonNode> problem(Shorthand shorthand, ObjectNode document, JsonNode value) {
        Optional<JsonNode> invalid = VALUES.problem(shorthand.field(), value, Operation.INSERT);
        return invalid.isPresent()
                ? invalid
                : shorthand.expansion().apply(document, value).map(JsonNodeFactory.instance::textNode);
    }

    /** Applies the shorthands of the top level once more to a complete row, in place: they also keep fields consistent. */
    public static void settle(Schema schema, ObjectNode row) {
        for (Shorthand shorthand : schema.shorthands()) {
            JsonNode value = row.get(shorthand.name());
            if (value != null) {
                problem(shorthand, row, value);
            }
        }
    }

    /** Adds the former names of settings to a complete row, in place, as clients of old versions expect to read them. */
    public static void addFormerNames(Schema schema, ObjectNode document) {
        if (!schema.hasShorthands()) {
            return;
        }
        for (Shorthand shorthand : schema.shorthands()) {
            if (!shorthand.replacements().isEmpty()) {
                JsonNode value = shorthand.replacements().get(0).in(document);
                document.set(shorthand.name(), value.isMissingNode() ? NullNode.getInstance() : value);
            }
        }
        forEachRecord(schema.fieldsOf(document), document, Shorthands::addFormerNames);
    }
}

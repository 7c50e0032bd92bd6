package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a client should no longer write. Thread-safe. */
public final class Deprecations {
    private static final String DEPRECATION = "deprecation";

    private Deprecations() {}

    /**
     * What is to be said of fields with a {@code deprecation} that {@code written} gives a value other than the former
     * default.
     *
     * @param written what a client wrote, before shorthands are replaced
     * @param stored the row that it changes, or the same document; its subschema counts when the document names none
     */
    public static List<String> in(Schema schema, ObjectNode written, ObjectNode stored) {
        List<String> messages = new ArrayList<>();
        collect(schema, written, stored, messages);
        return messages;
    }

    private static void collect(Schema schema, ObjectNode written, ObjectNode stored, List<String> messages) {
        if (!schema.hasDeprecations()) {
            return;
        }
        for (Shorthand shorthand : schema.shorthands()) {
            add(shorthand.field(), written.path(shorthand.name()), messages);
        }
        Map<String, Field> fields = schema.fieldsOf(written, stored);
        written.properties().forEach(member -> {
            Field field = fields.get(member.getKey());
            if (field == null) {
                return;
            }
            add(field, member.getValue(), messages);
            if (field.record().isPresent() && member.getValue() instanceof ObjectNode inner) {
                collect(field.record().get(), inner, inner, messages);
            }
        });
    }

    private static void add(Field field, JsonNode value, List<String> messages) {
        JsonNode deprecation = field.definition().path(DEPRECATION);
        if (!deprecation.isMissingNode()
                && !EmptyValues.isNull(value)
                && !ComparisonRules.same(value, deprecation.path("old_default"))) {
            messages.add(deprecation.path("message").asText() + "; version "
                    + deprecation.path("removal_in_version").asText() + " removes it");
        }
    }

    /** Whether there is anything to find here, in a record within, or in a subschema. */
    static boolean areIn(ObjectNode definition, Optional<Subschemas> subschemas) {
        return definition.findValue(DEPRECATION) != null
                || subschemas.isPresent()
                        && subschemas.get().byValue().values().stream()
                                .anyMatch(selected -> selected.schema().hasDeprecations());
    }
}

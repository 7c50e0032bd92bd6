package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name that stands for other fields when a document is written: {@code url} of a service, or the former name of a
 * plugin's setting.
 *
 * @param name the name
 * @param field the rules for its value
 * @param expansion what it does to the document
 * @param replacements where the value of a former name lives now; empty for other shorthands
 */
record Shorthand(String name, Field field, Expansion expansion, List<FieldPath> replacements) {

    /** Replaces a shorthand, whose value is valid, with what it stands for; answers a problem or nothing. */
    @FunctionalInterface
    interface Expansion {
        Optional<String> apply(ObjectNode document, JsonNode value);
    }

    static Shorthand of(String name, Field field) {
        JsonNode named = field.definition().path("expand");
        if (named.isTextual()) {
            return new Shorthand(name, field, NamedExpansions.get(named.textValue()), List.of());
        }
        if (field.definition().has("becomes")) {
            return new Shorthand(name, field, Becoming.of(name, field.definition()), List.of());
        }
        List<FieldPath> replacements = new ArrayList<>();
        for (JsonNode replacement : field.definition().at("/deprecation/replaced_with")) {
            List<String> steps = new ArrayList<>();
            replacement.path("path").forEach(step -> steps.add(step.asText()));
            replacements.add(FieldPath.of(steps));
        }
        if (replacements.isEmpty()) {
            throw new MalformedSchemaException(
                    "shorthand field '" + name + "' has none of 'expand', 'becomes' and 'deprecation.replaced_with'");
        }
        return new Shorthand(name, field, new Renaming(name, replacements), List.copyOf(replacements));
    }

    /** A former name: its value moves to where it lives now, unless another one is there already. */
    private record Renaming(String name, List<FieldPath> replacements) implements Expansion {

        @Override
        public Optional<String> apply(ObjectNode document, JsonNode value) {
            document.remove(name);
            if (value.isNull()) {
                return Optional.empty();
            }
            for (FieldPath replacement : replacements) {
                if (!replacement.isSetIn(document)) {
                    replacement.put(document, value);
                } else if (!ComparisonRules.same(replacement.in(document), value)) {
                    return Optional.of("both deprecated and new field are used but their values mismatch: " + name
                            + " = " + value.asText() + " vs " + replacement.text() + " = "
                            + replacement.in(document).asText());
                }
            }
            return Optional.empty();
        }
    }
}

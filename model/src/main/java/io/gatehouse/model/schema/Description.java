package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Writes schemas the way clients read them: the definitions, without what only this program understands. */
final class Description {
    /** Definition attribute: descriptions of this schema spell out rules that hold for every text and list. */
    static final String SHOWS_IMPLICIT = "shows_implicit_rules";

    static final boolean IMPLICIT_SHOWN = true;
    static final boolean IMPLICIT_HIDDEN = false;

    private static final Set<String> INTERNAL = Set.of(
            "typedef",
            "check",
            "request_check",
            "file_check",
            "rules",
            "expand",
            "becomes",
            "random_default",
            SHOWS_IMPLICIT);

    private Description() {}

    static ObjectNode of(Schema schema) {
        ObjectNode description = JsonNodeFactory.instance.objectNode();
        boolean implicit = schema.definition().path(SHOWS_IMPLICIT).asBoolean();
        ArrayNode fields = description.putArray("fields");
        for (Map.Entry<String, Field> field : schema.fields().entrySet()) {
            // the protocols of a plugin are shared with the entity, so they are shown like an entity's
            boolean shown = implicit || field.getKey().equals("protocols");
            fields.addObject().set(field.getKey(), definition(field.getValue(), shown));
        }
        ArrayNode checks = description.putArray("entity_checks");
        schema.definition().path("entity_checks").forEach(check -> checks.add(withoutInternals(check)));
        return description;
    }

    private static ObjectNode definition(Field field, boolean implicit) {
        ObjectNode shown = (ObjectNode) withoutInternals(field.definition());
        if (implicit) {
            addImplicit(shown, false);
        }
        return shown;
    }

    private static void addImplicit(ObjectNode definition, boolean element) {
        if (definition.path("type").asText().equals("string") && !definition.has("len_min")) {
            definition.put("len_min", 1);
        }
        if (element) {
            definition.put("required", true);
        }
        for (String part : new String[] {"elements", "keys", "values"}) {
            if (definition.get(part) instanceof ObjectNode inner) {
                addImplicit(inner, true);
            }
        }
        for (JsonNode named : definition.path("fields")) {
            named.forEach(inner -> addImplicit((ObjectNode) inner, false));
        }
    }

    private static JsonNode withoutInternals(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> {
                if (!INTERNAL.contains(member.getKey())) {
                    copy.set(member.getKey(), withoutInternals(member.getValue()));
                }
            });
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> copy.add(withoutInternals(element)));
            return copy;
        }
        return node;
    }
}

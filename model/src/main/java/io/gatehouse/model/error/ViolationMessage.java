package io.gatehouse.model.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Composes the one-line message of an error tree: violations of the entity first, then those of its fields by name.
 * The second level is spelt out as {@code field.member: text}; anything deeper counts as one violation and is printed
 * as a tree.
 */
final class ViolationMessage {
    static final String ENTITY = "@entity";

    private ViolationMessage() {}

    /** {@code schema violation (a)} or {@code 2 schema violations (a; b)}. */
    static String of(ObjectNode errors, String singular, String plural) {
        List<String> parts = parts(errors);
        String joined = String.join("; ", parts);
        return parts.size() == 1 ? singular + " (" + joined + ")" : parts.size() + " " + plural + " (" + joined + ")";
    }

    private static List<String> parts(ObjectNode errors) {
        List<String> parts = new ArrayList<>();
        for (JsonNode text : errors.path(ENTITY)) {
            parts.add(text.asText());
        }
        for (String name : TreePrinter.sortedNames(errors)) {
            if (!name.equals(ENTITY)) {
                addField(parts, name, errors.get(name));
            }
        }
        return parts;
    }

    private static void addField(List<String> parts, String name, JsonNode error) {
        if (error.isObject()) {
            for (String member : TreePrinter.sortedNames(error)) {
                parts.add(name + "." + member + ": " + text(error.get(member)));
            }
        } else if (error.isArray()) {
            for (int i = 0; i < error.size(); i++) {
                if (!error.get(i).isNull()) {
                    parts.add(name + "." + (i + 1) + ": " + text(error.get(i)));
                }
            }
        } else {
            parts.add(name + ": " + error.asText());
        }
    }

    private static String text(JsonNode error) {
        return error.isTextual() ? error.textValue() : TreePrinter.lines(error);
    }
}

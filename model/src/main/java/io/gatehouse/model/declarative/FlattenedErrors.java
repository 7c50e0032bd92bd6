package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.format.Uuid;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The refusal of a declarative document with one item for each entity that is wrong, as programs want it that made the
 * document from parts of their own. What is wrong outside entities stays in the tree. For one refusal.
 */
public final class FlattenedErrors {
    private static final String ENTITY = "@entity";

    private final EntityCatalog catalog;
    private final ArrayNode items = JsonNodeFactory.instance.arrayNode();

    private FlattenedErrors(EntityCatalog catalog) {
        this.catalog = catalog;
    }

    /** The entity around another one, as far as it can be told. */
    private record Parent(String field, String id) {}

    /**
     * The body of the answer.
     *
     * @param document as it was written
     * @param refusal of code 14
     */
    public static ObjectNode describe(EntityCatalog catalog, ObjectNode document, EntityException refusal) {
        FlattenedErrors flattened = new FlattenedErrors(catalog);
        ObjectNode rest = refusal.fields().deepCopy();
        for (String name : descending(rest)) {
            Optional<EntityType> type = catalog.type(name);
            if (type.isPresent() && rest.get(name) instanceof ArrayNode errors) {
                for (int i = errors.size() - 1; i >= 0; i--) {
                    flattened.addEntity(
                            type.get(), errors.get(i), document.path(name).path(i), Optional.empty());
                }
                rest.remove(name);
            }
        }
        ObjectNode answer = EntityException.declarativeConfig(rest).toDocument();
        // an empty list is an object to those who write this in a language that knows no difference
        answer.set(
                "flattened_errors",
                flattened.items.isEmpty() ? JsonNodeFactory.instance.objectNode() : flattened.items);
        return answer;
    }

    /** Children come before the entity around them. */
    private void addChildren(EntityType outer, String name, ArrayNode errors, JsonNode written) {
        ForeignKey key = nesting(outer, name).orElseThrow();
        Optional<Parent> parent = validId(written).map(id -> new Parent(key.field(), id));
        for (int i = 0; i < errors.size(); i++) {
            addEntity(
                    catalog.type(name).orElseThrow(),
                    errors.get(i),
                    written.path(name).path(i),
                    parent);
        }
    }

    private boolean isChildren(EntityType type, String name, ObjectNode errors) {
        return nesting(type, name).isPresent() && errors.get(name).isArray();
    }

    private void addEntity(EntityType type, JsonNode problem, JsonNode written, Optional<Parent> parent) {
        if (problem.isNull()) {
            // nothing is wrong at this place of the list
            return;
        }
        JsonNode entity = written.deepCopy();
        ArrayNode errors = JsonNodeFactory.instance.arrayNode();
        if (problem instanceof ObjectNode byField) {
            List<String> names = descending(byField);
            for (String name : names) {
                if (!isChildren(type, name, byField)) {
                    addProblems(name, byField.get(name), errors);
                }
            }
            for (int i = names.size() - 1; i >= 0; i--) {
                if (isChildren(type, names.get(i), byField)) {
                    addChildren(type, names.get(i), (ArrayNode) byField.get(names.get(i)), written);
                }
            }
        } else {
            addEntityProblem(problem.asText(), errors);
        }
        if (errors.isEmpty()) {
            return;
        }
        if (entity instanceof ObjectNode fields) {
            catalog.types().stream()
                    .map(EntityType::name)
                    .filter(name -> nesting(type, name).isPresent())
                    .forEach(fields::remove);
            parent.ifPresent(outer -> fields.putObject(outer.field()).put("id", outer.id()));
        }
        items.add(item(type, written, entity, errors));
    }

    private static ObjectNode item(EntityType type, JsonNode written, JsonNode entity, ArrayNode errors) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("entity_type", type.name().replaceFirst("s$", ""));
        validId(written).ifPresent(id -> item.put("entity_id", id));
        JsonNode name = written.path("name");
        if (name.isTextual() && !name.textValue().isEmpty()) {
            item.set("entity_name", name);
        }
        JsonNode tags = written.path("tags");
        if (tags.isArray() && !tags.isEmpty() && tags.valueStream().allMatch(JsonNode::isTextual)) {
            item.set("entity_tags", tags);
        }
        item.set("entity", entity);
        item.set("errors", errors);
        return item;
    }

    private static void addProblems(String path, JsonNode problem, ArrayNode errors) {
        if (path.equals(ENTITY) && problem.isArray()) {
            problem.forEach(text -> addEntityProblem(text.asText(), errors));
        } else if (problem instanceof ObjectNode byField) {
            descending(byField).forEach(name -> {
                if (name.equals(ENTITY)) {
                    addProblems(name, byField.get(name), errors);
                } else {
                    addProblems(path + "." + name, byField.get(name), errors);
                }
            });
        } else if (problem.isArray()) {
            for (int i = problem.size() - 1; i >= 0; i--) {
                if (!problem.get(i).isNull()) {
                    addProblems(path + "." + (i + 1), problem.get(i), errors);
                }
            }
        } else {
            errors.addObject().put("type", "field").put("field", path).put("message", problem.asText());
        }
    }

    private static void addEntityProblem(String text, ArrayNode errors) {
        errors.addObject().put("type", "entity").put("message", text);
    }

    /** The reference of entities of type {@code name} to the one they are nested in. */
    private Optional<ForeignKey> nesting(EntityType outer, String name) {
        return catalog.type(name)
                .flatMap(type -> type.foreignKeys().stream()
                        .filter(key -> key.references().equals(outer.name()))
                        .findFirst());
    }

    private static Optional<String> validId(JsonNode entity) {
        return Optional.ofNullable(entity.path("id").textValue()).filter(Uuid::isValid);
    }

    private static List<String> descending(ObjectNode object) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>(Collections.reverseOrder());
        object.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        return List.copyOf(sorted.keySet());
    }
}

package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.format.Uuid;
import io.gatehouse.model.schema.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of entities that are written without one. They follow from what identifies an entity, so that every node that
 * reads the same file makes the same ids.
 */
final class GeneratedIds {
    private static final UUID ROOT = UUID.fromString("fd02801f-0957-4a15-a55a-c8d9606f30b5");

    private final Map<String, UUID> namespaces = new HashMap<>();

    /** The id for an entry whose references are ids already. */
    String idFor(Entry entry) {
        UUID namespace = namespaces.computeIfAbsent(entry.type().name(), name -> Uuid.ofName(ROOT, name));
        return identity(entry)
                .map(text -> Uuid.ofName(namespace, text).toString())
                .orElseGet(Uuid::random);
    }

    private static Optional<String> identity(Entry entry) {
        EntityType type = entry.type();
        if (!type.cacheKey().isEmpty()) {
            return cacheKey(entry, type.cacheKey());
        }
        JsonNode name = entry.name();
        if (!name.isTextual()) {
            return Optional.empty();
        }
        boolean unique = type.uniqueKeys().contains(List.of(type.endpointKey().orElseThrow()));
        String parent = unique
                ? ""
                : entry.parent().map(nesting -> ":" + nesting.entry().key()).orElse("");
        return Optional.of(name.textValue() + parent);
    }

    /** A field that is made up when absent identifies nothing that two nodes could agree on. */
    private static Optional<String> cacheKey(Entry entry, List<String> names) {
        StringBuilder key = new StringBuilder(entry.type().name()).append(":*");
        for (String name : names) {
            Optional<Field> field = entry.type().schema().field(name);
            if (field.isPresent() && field.get().auto()) {
                return Optional.empty();
            }
            JsonNode value = entry.row().path(name);
            key.append(':').append(value.isNull() ? "" : value.asText());
        }
        return Optional.of(key.toString());
    }
}

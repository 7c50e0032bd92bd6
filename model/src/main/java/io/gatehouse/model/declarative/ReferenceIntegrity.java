package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that the references of flat rows lead to rows of the same table. */
final class ReferenceIntegrity {
    private final EntityCatalog catalog;
    private final Map<String, List<ObjectNode>> rows;
    private final Map<String, Set<String>> ids = new HashMap<>();

    ReferenceIntegrity(EntityCatalog catalog, Map<String, List<ObjectNode>> rows) {
        this.catalog = catalog;
        this.rows = rows;
    }

    /** Adds references that lead nowhere to {@code errors}, unless the list of the type is refused already. */
    void check(ObjectNode errors) {
        for (Map.Entry<String, List<ObjectNode>> entry : rows.entrySet()) {
            EntityType type = catalog.type(entry.getKey()).orElseThrow();
            if (!errors.has(type.name())) {
                type.foreignKeys().forEach(key -> check(type, key, entry.getValue(), errors));
            }
        }
    }

    private void check(EntityType type, ForeignKey key, List<ObjectNode> referring, ObjectNode errors) {
        if (errors.has(key.references())) {
            return;
        }
        Set<String> known = ids.computeIfAbsent(key.references(), this::idsOf);
        for (int i = 0; i < referring.size(); i++) {
            JsonNode id = referring.get(i).path(key.field());
            if (id.isTextual() && !known.contains(id.textValue())) {
                ObjectNode problem = errors.objectNode();
                problem.put(
                        key.field(),
                        "invalid reference '" + key.field() + ": " + id.textValue() + "' (no such entry in '"
                                + key.references() + "')");
                Place.top(type.name(), i).put(errors, problem);
            }
        }
    }

    private Set<String> idsOf(String type) {
        Set<String> known = new HashSet<>();
        rows.getOrDefault(type, List.of())
                .forEach(row -> known.add(row.path("id").asText()));
        return known;
    }
}

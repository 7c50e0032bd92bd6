package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes nested entities apart into lists by type; the document is taken apart with them. */
final class Flattening {
    private static final JsonNode NO_LIST = TextNode.valueOf("expected an array");
    private static final JsonNode NO_RECORD = TextNode.valueOf("expected a record");

    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();
    private final Map<String, Map<EntityType, String>> childrenByParent = new HashMap<>();
    private final ObjectNode errors;

    /** Problems with the lists themselves go to {@code errors}. */
    Flattening(EntityCatalog catalog, ObjectNode errors) {
        this.errors = errors;
        for (EntityType type : catalog.types()) {
            entries.put(type.name(), new ArrayList<>());
            for (ForeignKey key : type.foreignKeys()) {
                childrenByParent
                        .computeIfAbsent(key.references(), name -> new LinkedHashMap<>())
                        .put(type, key.field());
            }
        }
    }

    /** The entities found, by type, parents before those that refer to them. */
    Map<String, List<Entry>> entries() {
        return entries;
    }

    void addList(EntityType type, JsonNode list) {
        if (isEmpty(list)) {
            return;
        }
        if (!list.isArray()) {
            errors.set(type.name(), NO_LIST);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            add(type, list.get(i), Place.top(type.name(), i), Optional.empty());
        }
    }

    private void add(EntityType type, JsonNode element, Place place, Optional<Entry.Nesting> parent) {
        if (!(element instanceof ObjectNode row)) {
            place.put(errors, NO_RECORD);
            return;
        }
        row.remove(List.of("_comment", "_ignore"));
        Entry entry = new Entry(type, row, place, parent);
        entries.get(type.name()).add(entry);
        childrenByParent.getOrDefault(type.name(), Map.of()).forEach((child, field) -> {
            JsonNode list = row.remove(child.name());
            if (list != null) {
                addNested(entry, child, field, list);
            }
        });
    }

    private void addNested(Entry parent, EntityType type, String field, JsonNode list) {
        if (isEmpty(list)) {
            return;
        }
        if (!list.isArray()) {
            ObjectNode problem = JsonNodeFactory.instance.objectNode();
            parent.place().put(errors, problem.set(type.name(), NO_LIST));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            Place place = parent.place().nested(type.name(), i);
            add(type, list.get(i), place, Optional.of(new Entry.Nesting(field, parent)));
        }
    }

    /** Absent lists are written as null, and empty ones as an empty map by programs that know no difference. */
    private static boolean isEmpty(JsonNode list) {
        return list.isNull() || list.isContainerNode() && list.isEmpty();
    }
}

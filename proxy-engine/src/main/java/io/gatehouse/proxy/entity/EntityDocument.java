package io.gatehouse.proxy.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A row of a configuration, and its Admin API form (foreign keys as {@code {"id": …}}) made when first asked for: only
 * log plugins ask, and for few of perhaps 100,000 rows. Thread-safe.
 */
public final class EntityDocument {
    private final ObjectNode row;
    private final List<String> foreignFields;
    private volatile ObjectNode apiForm;

    /**
     * @param row foreign keys as plain ids; not copied, must not change any more
     * @param foreignFields names of the fields that hold foreign keys
     */
    public EntityDocument(ObjectNode row, List<String> foreignFields) {
        this.row = row;
        this.foreignFields = foreignFields;
    }

    public ObjectNode apiForm() {
        ObjectNode known = apiForm;
        if (known == null) {
            known = convert();
            apiForm = known;
        }
        return known;
    }

    private ObjectNode convert() {
        ObjectNode api = JsonNodeFactory.instance.objectNode();
        row.properties().forEach(field -> api.set(field.getKey(), field.getValue()));
        for (String field : foreignFields) {
            JsonNode id = row.path(field);
            if (id.isTextual()) {
                api.set(field, JsonNodeFactory.instance.objectNode().set("id", id));
            }
        }
        return api;
    }

    /** A copy as log documents show entities: without the fields that have no value, and of the one workspace that there is. */
    public static ObjectNode logged(ObjectNode entity, Optional<String> workspace) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        entity.properties().forEach(field -> {
            if (!field.getValue().isNull()) {
                kept.set(field.getKey(), field.getValue());
            }
        });
        workspace.ifPresent(id -> kept.put("ws_id", id));
        return kept;
    }
}

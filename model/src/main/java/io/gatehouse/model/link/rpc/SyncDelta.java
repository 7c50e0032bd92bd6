package io.gatehouse.model.link.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One row that is new, different or gone.
 *
 * @param type entity type name ({@code services})
 * @param key value of its primary key: the id, of {@code parameters} the key
 * @param entity the row with foreign keys as {@code {"id": …}}; empty when it is gone
 * @param workspace id of the workspace that it is in
 * @param version of the configuration that has it
 */
public record SyncDelta(
        String type, String key, Optional<ObjectNode> entity, Optional<String> workspace, long version) {

    /** Name of the primary key of a type. */
    public static String keyField(String type) {
        return type.equals("parameters") ? "key" : "id";
    }

    /** @param withKey whether the primary key stands beside the row; in a full exchange it does not */
    ObjectNode toDocument(boolean withKey) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("type", type);
        document.set("entity", entity.<JsonNode>map(row -> row).orElse(JsonNodeFactory.instance.nullNode()));
        if (withKey) {
            document.putObject("pk").put(keyField(type), key);
        }
        workspace.ifPresent(id -> document.put("ws_id", id));
        return document.put("version", version);
    }

    /** @throws RpcError when it is not what the protocol says */
    static SyncDelta of(JsonNode document) {
        String type = document.path("type").asText();
        Optional<ObjectNode> entity =
                document.path("entity") instanceof ObjectNode row ? Optional.of(row) : Optional.empty();
        JsonNode holder = entity.isPresent() ? entity.get() : document.path("pk");
        String key = holder.path(keyField(type)).asText();
        if (type.isEmpty() || key.isEmpty()) {
            throw new RpcError(RpcError.SERVER_ERROR, "a delta has no type or no primary key");
        }
        return new SyncDelta(
                type,
                key,
                entity,
                Optional.ofNullable(document.path("ws_id").textValue()),
                document.path("version").asLong());
    }
}

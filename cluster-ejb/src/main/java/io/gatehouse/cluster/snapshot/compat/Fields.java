package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fields inside a row, by dotted paths. */
final class Fields {
    private Fields() {}

    /** The value, or a missing node. */
    static JsonNode get(JsonNode row, String path) {
        JsonNode value = row;
        for (String name : path.split("\\.")) {
            value = value.path(name);
        }
        return value;
    }

    /** Sets a field whose owner exists. */
    static boolean set(ObjectNode row, String path, JsonNode value) {
        if (!(owner(row, path) instanceof ObjectNode owner) || value.equals(owner.get(name(path)))) {
            return false;
        }
        owner.set(name(path), value);
        return true;
    }

    /** Removes a field; JSON null counts as one, because its name alone would be refused. */
    static boolean remove(ObjectNode row, String path) {
        return owner(row, path) instanceof ObjectNode owner && owner.remove(name(path)) != null;
    }

    private static JsonNode owner(ObjectNode row, String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? row : get(row, path.substring(0, dot));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

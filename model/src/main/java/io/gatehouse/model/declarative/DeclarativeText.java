package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import io.gatehouse.model.yaml.YamlText;

/** Writes a table as a declarative file that means the same: rows with their ids, references as ids, nothing to transform. */
public final class DeclarativeText {
    private static final String TTL = "ttl";

    private DeclarativeText() {}

    /** The file in YAML. Takes time in proportion to the table. */
    public static String of(ConfigTable table) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("_format_version", "3.0");
        document.put("_transform", false);
        for (String type : table.types()) {
            if (!type.equals("workspaces")) {
                ArrayNode rows = document.putArray(type);
                table.rows(type).forEach(row -> rows.add(withoutEndlessLife(row)));
            }
        }
        return YamlText.of(document);
    }

    /** A row that never expires says nothing about it. */
    private static ObjectNode withoutEndlessLife(ObjectNode row) {
        if (!row.path(TTL).isNull()) {
            return row;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(row);
        copy.remove(TTL);
        return copy;
    }
}

package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.admin.answer.JsonText;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a loaded configuration means, as {@code POST /config} answers: entities by type and id. Thread-safe. */
record LoadedEntities(EntityCatalog catalog, ApiForm form) {
    private static final int BYTES_PER_ROW = 600;

    /** As JSON, a row at a time, so that large configurations are not in memory once more as documents. */
    byte[] write(ConfigTable table) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(BYTES_PER_ROW * table.size());
        json.write('{');
        String separator = "\"";
        for (String name : table.types()) {
            EntityType type = catalog.type(name).orElseThrow();
            if (!type.name().equals("workspaces")) {
                text(json, separator + name + "\":{");
                rows(json, type, table);
                json.write('}');
                separator = ",\"";
            }
        }
        json.write('}');
        return json.toByteArray();
    }

    private void rows(ByteArrayOutputStream json, EntityType type, ConfigTable table) {
        String separator = "";
        for (ObjectNode row : table.rows(type.name())) {
            text(json, separator);
            json.writeBytes(JsonText.of(TextNode.valueOf(Change.keyOf(row))));
            json.write(':');
            json.writeBytes(JsonText.of(form.of(type, row, table)));
            separator = ",";
        }
    }

    private static void text(ByteArrayOutputStream json, String text) {
        json.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}

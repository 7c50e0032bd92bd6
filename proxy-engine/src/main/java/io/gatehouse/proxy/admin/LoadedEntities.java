package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.answer.JsonText;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;

/** What a loaded configuration means, as {@code POST /config} answers: entities by type and id. Thread-safe. */
record LoadedEntities(EntityCatalog catalog, ApiForm form) {

    byte[] write(ConfigTable table) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        for (String name : table.types()) {
            EntityType type = catalog.type(name).orElseThrow();
            if (!type.name().equals("workspaces")) {
                ObjectNode entities = document.putObject(name);
                table.rows(name).forEach(row -> entities.set(Change.keyOf(row), form.of(type, row, table)));
            }
        }
        return JsonText.of(document);
    }
}

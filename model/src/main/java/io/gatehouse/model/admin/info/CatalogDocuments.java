package io.gatehouse.model.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.PluginDefinition;

/** What the Admin API tells about entity types and plugins. What is not known is a {@link MessageException} of 404. Thread-safe. */
public final class CatalogDocuments {
    private final EntityCatalog catalog;
    private final EntityValidator validator;

    public CatalogDocuments(EntityCatalog catalog, EntityValidator validator) {
        this.catalog = catalog;
        this.validator = validator;
    }

    /** The schema of an entity, by its name in the database. */
    public ObjectNode entity(String name) {
        return type(name).schema().describe();
    }

    /** The schema that a plugin gives to the entity {@code plugins}. */
    public ObjectNode plugin(String name) {
        return definition(name).schema().describe();
    }

    /** The schema of the {@code config} of a plugin. */
    public ObjectNode pluginConfiguration(String name) {
        return definition(name).config().describe();
    }

    /** The schema that a kind of vault gives to the entity {@code vaults}. */
    public ObjectNode vault(String kind) {
        return catalog.vault(kind)
                .orElseThrow(() -> new MessageException(404, "No vault named '" + kind + "'"))
                .describe();
    }

    /** The schema of a filter in WebAssembly, of which there is none. */
    public ObjectNode filter(String name) {
        throw new MessageException(404, "Filter '" + name + "' not found");
    }

    /**
     * Checks a document as for creation, but against nothing that is stored; values of forms stay texts.
     *
     * @throws io.gatehouse.model.error.EntityException code 2 with all that is wrong
     */
    public ObjectNode validate(String name, ObjectNode document) {
        validator.validate(type(name), document);
        return JsonNodeFactory.instance.objectNode().put("message", "schema validation successful");
    }

    /** The names of all plugins that can be used. */
    public ObjectNode enabledPlugins() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        var names = document.putArray("enabled_plugins");
        catalog.plugins().forEach(plugin -> names.add(plugin.name()));
        return document;
    }

    private PluginDefinition definition(String name) {
        return catalog.plugin(name).orElseThrow(() -> new MessageException(404, "No plugin named '" + name + "'"));
    }

    private EntityType type(String name) {
        return catalog.type(name)
                .or(() -> catalog.report(name))
                .orElseThrow(() -> new MessageException(404, "No entity named '" + name + "'"));
    }
}

package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.PluginDefinition;

/** The schemas of entities, under the names by which operations refer to them. */
final class EntityComponents {
    private static final String PLUGINS = "plugins";
    private static final String TTL = "ttl";

    private final EntityCatalog catalog;
    private final JsonSchema json;

    EntityComponents(EntityCatalog catalog) {
        this.catalog = catalog;
        this.json = new JsonSchema(catalog);
    }

    /** An entity as answers have it, and as a PATCH may change it. */
    static ObjectNode entity(EntityType type) {
        return reference(type.name());
    }

    /** What creates an entity. */
    static ObjectNode created(EntityType type) {
        return reference(type.name() + ".new");
    }

    /** One page of a list. */
    static ObjectNode page(EntityType type) {
        return reference(type.name() + ".page");
    }

    private static ObjectNode reference(String name) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    void addTo(ObjectNode schemas) {
        catalog.types().stream().filter(type -> !type.internal()).forEach(type -> {
            schemas.set(type.name(), schema(type));
            schemas.set(type.name() + ".new", type.name().equals(PLUGINS) ? anyPlugin() : whole(type));
            schemas.set(type.name() + ".page", pageSchema(type));
        });
        ObjectNode plugin = schema(catalog.type(PLUGINS).orElseThrow());
        catalog.plugins().forEach(definition -> addPlugin(schemas, plugin, definition));
    }

    private ObjectNode schema(EntityType type) {
        ObjectNode schema = json.object(type.schema().describe().path("fields"));
        json.addShorthands(schema, type.schema().attribute("shorthand_fields"));
        if (type.hasTtl()) {
            ObjectNode ttl = JsonNodeFactory.instance.objectNode();
            ttl.putArray("type").add("integer").add("null");
            ttl.put("minimum", 0).put("maximum", 100_000_000);
            ttl.put("description", "Seconds until it is deleted.");
            ((ObjectNode) schema.path("properties")).set(TTL, ttl);
        }
        return schema;
    }

    /** The same with what must be there; what is made up when it is missing may be missing. */
    private ObjectNode whole(EntityType type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        type.schema().fields().forEach((name, field) -> {
            boolean madeUp = field.auto()
                    || field.defaultValue().isPresent()
                    || field.record().isPresent();
            // a parent in the path, or a shorthand in the body, can stand for them
            boolean given = field.reference().isPresent() || hasOwnShorthand(type);
            if (field.required() && !madeUp && !given) {
                required.add(name);
            }
        });
        schema.putArray("allOf").add(entity(type));
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static boolean hasOwnShorthand(EntityType type) {
        return type.schema()
                .attribute("shorthand_fields")
                .valueStream()
                .flatMap(named -> named.propertyStream())
                .anyMatch(field -> type.schema().field(field.getKey()).isEmpty());
    }

    private ObjectNode anyPlugin() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ArrayNode kinds = schema.putArray("oneOf");
        ObjectNode discriminator = schema.putObject("discriminator").put("propertyName", "name");
        ObjectNode mapping = discriminator.putObject("mapping");
        catalog.plugins().forEach(plugin -> {
            ObjectNode reference = reference(nameOf(plugin));
            kinds.add(reference);
            mapping.set(plugin.name(), reference.get("$ref"));
        });
        return schema;
    }

    /** A plugin with its own config, and without the scopes that it cannot have. */
    private void addPlugin(ObjectNode schemas, ObjectNode generic, PluginDefinition plugin) {
        ObjectNode schema = generic.deepCopy();
        ObjectNode properties = (ObjectNode) schema.path("properties");
        ObjectNode own = json.object(plugin.schema().describe().path("fields"));
        properties.setAll((ObjectNode) own.path("properties"));
        properties.putObject("name").put("const", plugin.name());
        schema.putArray("required").add("name");
        schemas.set(nameOf(plugin), schema);
    }

    private static String nameOf(PluginDefinition plugin) {
        return PLUGINS + "." + plugin.name();
    }

    private static ObjectNode pageSchema(EntityType type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("data").put("type", "array").set("items", entity(type));
        ObjectNode next = properties.putObject("next");
        next.putArray("type").add("string").add("null");
        next.put("description", "Path and query of the next page; null on the last one.");
        properties
                .putObject("offset")
                .put("type", "string")
                .put("description", "The parameter that asks for the next page; absent on the last one.");
        schema.putArray("required").add("data").add("next");
        return schema;
    }
}

package io.gatehouse.admin.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.paths.EntityPath;
import io.gatehouse.model.admin.paths.EntityPath.Kind;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of one path of entities; the same for all paths of one kind. */
final class EntityOperations {
    /** Servers refuse paths with control characters before the application sees them. */
    private static final String NO_CONTROL_CHARACTERS = "^[^\\u0000-\\u001f\\u007f]+$";

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final EntityPath path;
    private final ObjectNode item = JsonNodeFactory.instance.objectNode();

    private EntityOperations(EntityPath path) {
        this.path = path;
    }

    /** The path item. */
    static ObjectNode of(EntityPath path) {
        return new EntityOperations(path).build();
    }

    private ObjectNode build() {
        addParameters();
        switch (path.kind()) {
            case COLLECTION, CHILDREN -> {
                list();
                create();
            }
            case ENTITY, CHILD -> {
                read();
                upsert("Creates or replaces");
                update();
                delete();
            }
            case REFERENCED -> {
                read();
                upsert("Replaces, or creates and refers to,");
                update();
            }
        }
        return item;
    }

    private void addParameters() {
        Matcher names = PARAMETER.matcher(path.template());
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        while (names.find()) {
            ObjectNode parameter = parameters.addObject();
            parameter.put("name", names.group(1)).put("in", "path").put("required", true);
            ObjectNode schema = parameter.putObject("schema").put("type", "string");
            if (isFoundByIdOnly(names.group(1))) {
                parameter.put("description", "The id.");
                schema.put("format", "uuid");
            } else {
                parameter.put("description", "The id, or what else the entity is found by.");
                schema.put("pattern", NO_CONTROL_CHARACTERS);
            }
        }
        if (!parameters.isEmpty()) {
            item.set("parameters", parameters);
        }
    }

    private boolean isFoundByIdOnly(String name) {
        EntityType type =
                path.owner().filter(owner -> owner.name().equals(name)).orElse(path.type());
        boolean named = type.endpointKey().isPresent()
                || path.kind() == Kind.CHILD && type.nestedKey().isPresent();
        // certificates are found by their server names, too
        return !named && !type.name().equals("certificates");
    }

    private void list() {
        ObjectNode operation = operation("get", "Lists");
        ArrayNode parameters = operation.putArray("parameters");
        parameters.add(Components.parameter("size")).add(Components.parameter("offset"));
        if (path.type().taggable()) {
            parameters.add(Components.parameter("tags"));
        }
        answer(operation, "200", "A page", EntityComponents.page(path.type()));
        refuse(operation, "400", "401");
        if (path.owner().isPresent()) {
            refuse(operation, "404");
        }
    }

    private void create() {
        ObjectNode operation = operation("post", "Creates");
        body(operation, created());
        answer(operation, "201", "What was created", EntityComponents.entity(path.type()));
        refuse(operation, "400", "401", "404", "409", "413", "415");
    }

    /** Where no parent stands in the path, the body must name those that there must be. */
    private ObjectNode created() {
        ObjectNode created = EntityComponents.created(path.type());
        List<String> parents = path.type().foreignKeys().stream()
                .map(ForeignKey::field)
                .filter(field -> path.type().schema().field(field).orElseThrow().required())
                .toList();
        if (path.kind() != Kind.COLLECTION || parents.isEmpty()) {
            return created;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("allOf").add(created);
        parents.forEach(schema.putArray("required")::add);
        return schema;
    }

    private void read() {
        ObjectNode operation = operation("get", "Reads");
        answer(operation, "200", "What is stored", EntityComponents.entity(path.type()));
        refuse(operation, "400", "401", "404");
    }

    private void upsert(String what) {
        ObjectNode operation = operation("put", what);
        body(operation, EntityComponents.created(path.type()));
        answer(operation, "200", "What is stored now", EntityComponents.entity(path.type()));
        refuse(operation, "400", "401", "404", "409", "413", "415");
    }

    private void update() {
        ObjectNode operation = operation("patch", "Changes");
        body(operation, EntityComponents.entity(path.type()));
        answer(operation, "200", "What is stored now", EntityComponents.entity(path.type()));
        refuse(operation, "400", "401", "404", "409", "413", "415");
    }

    private void delete() {
        ObjectNode operation = operation("delete", "Deletes");
        ((ObjectNode) operation.path("responses")).putObject("204").put("description", "It is not there any more");
        refuse(operation, "400", "401", "404");
    }

    private ObjectNode operation(String method, String verb) {
        ObjectNode operation = item.putObject(method);
        operation.put("summary", verb + " " + path.type().name().replace('_', ' '));
        operation.put("operationId", method + operationName());
        operation.putArray("tags").add(path.template().split("/")[1]);
        operation.putObject("responses");
        return operation;
    }

    /** The template in one word: {@code ServicesByServicesRoutes}. */
    private String operationName() {
        StringBuilder name = new StringBuilder();
        for (String segment : path.template().substring(1).split("/")) {
            boolean parameter = segment.startsWith("{");
            for (String word : segment.replaceAll("[{}]", "").split("[-_]")) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
            if (parameter) {
                name.append("Key");
            }
        }
        return name.toString();
    }

    private void body(ObjectNode operation, ObjectNode schema) {
        ObjectNode content =
                operation.putObject("requestBody").put("required", true).putObject("content");
        for (String type : Components.BODY_TYPES) {
            content.putObject(type).set("schema", schema.deepCopy());
        }
    }

    private static void answer(ObjectNode operation, String status, String description, ObjectNode schema) {
        ObjectNode answer = ((ObjectNode) operation.path("responses")).putObject(status);
        answer.put("description", description);
        answer.putObject("content").putObject("application/json").set("schema", schema);
    }

    private static void refuse(ObjectNode operation, String... statuses) {
        for (String status : statuses) {
            ((ObjectNode) operation.path("responses")).set(status, Components.refusal(status));
        }
    }

    /** Whether the type can be used at all; filters in WebAssembly never run here. */
    static boolean describes(EntityType type) {
        return !type.name().equals("filter_chains");
    }
}

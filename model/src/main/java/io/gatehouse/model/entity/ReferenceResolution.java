package io.gatehouse.model.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.error.TreePrinter;
import io.gatehouse.model.schema.DocumentCheck;
import io.gatehouse.model.schema.Operation;
import java.util.Optional;

/** Turns references by name into references by id. */
final class ReferenceResolution {
    private static final String ID = "id";

    private final EntityCatalog catalog;
    private final DocumentCheck check;
    private final ReferenceResolver resolver;
    private final ObjectNode unresolved = JsonNodeFactory.instance.objectNode();

    ReferenceResolution(EntityCatalog catalog, DocumentCheck check, ReferenceResolver resolver) {
        this.catalog = catalog;
        this.check = check;
        this.resolver = resolver;
    }

    /** Resolves all references of {@code input}, in place. */
    void resolve(EntityType type, ObjectNode input) {
        for (ForeignKey key : type.foreignKeys()) {
            boolean byId = input.path(key.field()).hasNonNull(ID);
            if (input.get(key.field()) instanceof ObjectNode reference && !byId) {
                catalog.type(key.references()).ifPresent(target -> resolve(input, key, target, reference));
            }
        }
        if (!unresolved.isEmpty()) {
            throw EntityException.foreignKeysUnresolved(unresolved);
        }
    }

    private void resolve(ObjectNode input, ForeignKey key, EntityType target, ObjectNode reference) {
        Optional<String> name = target.endpointKey().filter(reference::hasNonNull);
        if (name.isEmpty()) {
            return;
        }
        JsonNode value = reference.get(name.get());
        target.schema()
                .field(name.get())
                .flatMap(field -> check.problem(field, value, Operation.INSERT))
                .ifPresent(problem -> {
                    throw EntityException.schemaViolation(nested(key.field(), name.get(), problem));
                });
        Optional<String> id = resolver.idOf(target, name.get(), value.asText());
        if (id.isPresent()) {
            input.putObject(key.field()).put(ID, id.get());
        } else {
            String shown =
                    TreePrinter.compact(JsonNodeFactory.instance.objectNode().set(name.get(), value));
            unresolved
                    .putObject(key.field())
                    .put(
                            name.get(),
                            "the foreign key cannot be resolved with '" + shown + "' for an existing '" + target.name()
                                    + "' entity");
        }
    }

    private static ObjectNode nested(String field, String member, JsonNode problem) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        errors.putObject(field).set(member, problem);
        return errors;
    }
}

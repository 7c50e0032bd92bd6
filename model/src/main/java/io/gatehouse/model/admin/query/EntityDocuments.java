package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.input.RequestBody;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes documents of bodies: JSON is taken as it is, the texts of forms get the types of their fields. */
public final class EntityDocuments {
    private final EntityValidator validator;

    public EntityDocuments(EntityValidator validator) {
        this.validator = validator;
    }

    /** The document of a request that creates or replaces. */
    public ObjectNode whole(EntityType type, RequestBody body) {
        return body.format().untyped() ? validator.infer(type, body.document()) : body.document();
    }

    /**
     * The document of a request that changes.
     *
     * @param stored reads the entity, which tells what the form does not say, such as the plugin of a {@code config}
     */
    public ObjectNode patch(EntityType type, RequestBody body, Supplier<Optional<ObjectNode>> stored) {
        if (!body.format().untyped()) {
            return body.document();
        }
        return stored.get()
                .map(row -> validator.infer(type, body.document(), row))
                .orElseGet(() -> validator.infer(type, body.document()));
    }
}

package io.gatehouse.model.admin.query;

import io.gatehouse.model.admin.errors.MessageException;
import io.gatehouse.model.admin.input.QueryParameters;
import java.util.Optional;

/** The parameter by which {@code /consumers} is asked for the one consumer that has it. */
public final class CustomId {
    private static final String NAME = "custom_id";

    private CustomId() {}

    /**
     * The key asked for; empty when the whole list is.
     *
     * @throws MessageException 400 when it is empty, or given twice
     */
    public static Optional<EntityKey> of(QueryParameters query) {
        Optional<String> value = query.first(NAME);
        if (value.isPresent() && (value.get().isEmpty() || query.count(NAME) > 1)) {
            throw new MessageException(400, "custom_id must be an unempty string");
        }
        return value.map(text -> new EntityKey.Name(NAME, text));
    }
}

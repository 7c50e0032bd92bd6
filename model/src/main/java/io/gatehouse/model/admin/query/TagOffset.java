package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.model.error.EntityException;
import java.util.UUID;

/**
 * Where a page of tags begins: behind one tag of one entity, written as {@code ["<uuid>",<ordinal>]}.
 *
 * @param entity the entity that the page before ended with
 * @param ordinal which of its tags was the last, counted from 1
 */
public record TagOffset(UUID entity, long ordinal) {
    private static final UUID LEAST = new UUID(0, 0);

    /** Before every tag. */
    public static final TagOffset START = new TagOffset(LEAST, 0);

    /** The offset that clients are given. */
    public String text() {
        return PageOffset.encode("[\"" + entity + "\"," + ordinal + "]");
    }

    /**
     * Reads an offset that a client sent.
     *
     * @throws EntityException code 7
     */
    public static TagOffset parse(String offset) {
        JsonNode array = PageOffset.decode(offset);
        String id = array.path(0).asText();
        if (array.size() != 2 || !array.path(1).canConvertToLong() || !EntityKey.isId(id)) {
            throw EntityException.invalidOffset(offset, "bad value");
        }
        return new TagOffset(UUID.fromString(id), array.path(1).asLong());
    }
}

package io.gatehouse.model.admin.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.error.EntityException;
import java.util.UUID;
import java.util.regex.Pattern;

/** What stands in a path to name one entity: its id, or the value of its endpoint key. */
public sealed interface EntityKey {

    /** The field by which certificates are found instead of an endpoint key: one of their server names. */
    String SNI = "snis";

    /** An id. */
    record Id(UUID id) implements EntityKey {
        @Override
        public ObjectNode toDocument() {
            return JsonNodeFactory.instance.objectNode().put("id", id.toString());
        }
    }

    /**
     * The value of a unique field.
     *
     * @param field the endpoint key of the type, or {@link #SNI} for certificates
     * @param value the value as the client gave it, decoded
     */
    record Name(String field, String value) implements EntityKey {
        @Override
        public ObjectNode toDocument() {
            return JsonNodeFactory.instance.objectNode().put(field, value);
        }
    }

    /** The key as error messages and {@code fields} show it: one field with its value. */
    ObjectNode toDocument();

    /** The refusal, code 6, where no entity has this key. */
    default EntityException notFound() {
        return this instanceof Id
                ? EntityException.notFoundByPrimaryKey(toDocument())
                : EntityException.notFoundByKey(toDocument());
    }

    /** The key of the row with this id. */
    static EntityKey id(UUID id) {
        return new Id(id);
    }

    /**
     * Reads a decoded path segment: whatever looks like a UUID is an id and nothing else.
     *
     * @throws EntityException code 1 when the type is found by id only and the segment is none
     */
    static EntityKey parse(EntityType type, String segment) {
        if (isId(segment)) {
            return new Id(UUID.fromString(segment));
        }
        if (type.endpointKey().isPresent()) {
            return new Name(type.endpointKey().get(), segment);
        }
        if (type.name().equals("certificates")) {
            return new Name(SNI, segment);
        }
        throw EntityException.invalidPrimaryKey(
                JsonNodeFactory.instance.objectNode().put("id", "expected a valid UUID"));
    }

    /** Whether a decoded path segment can only be an id. */
    static boolean isId(String segment) {
        return UuidSyntax.PATTERN.matcher(segment).matches();
    }

    /** The text form of a UUID; {@link UUID#fromString} accepts more. */
    final class UuidSyntax {
        private static final Pattern PATTERN =
                Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

        private UuidSyntax() {}
    }

    /** As {@link #parse}, with the field by which children of one parent are told apart. */
    static EntityKey parseNested(EntityType type, String segment) {
        if (type.endpointKey().isEmpty() && type.nestedKey().isPresent() && !isId(segment)) {
            return new Name(type.nestedKey().get(), segment);
        }
        return parse(type, segment);
    }
}

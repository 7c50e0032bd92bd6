package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** Applies a change to a stored document: records are merged member by member, everything else is replaced. */
public final class Merge {
    private Merge() {}

    /** A new document; neither argument changes. */
    public static ObjectNode of(Schema schema, ObjectNode stored, ObjectNode change) {
        ObjectNode merged = stored.deepCopy();
        mergeInto(schema.fieldsOf(change, stored), merged, change);
        return merged;
    }

    private static void mergeInto(Map<String, Field> fields, ObjectNode merged, ObjectNode change) {
        change.properties().forEach(member -> {
            String name = member.getKey();
            Optional<Schema> record = Optional.ofNullable(fields.get(name)).flatMap(Field::record);
            boolean merges = record.isPresent() && merged.get(name) instanceof ObjectNode;
            if (merges && member.getValue() instanceof ObjectNode inner) {
                mergeInto(record.get().fieldsOf(inner), (ObjectNode) merged.get(name), inner);
            } else if (!(merges && isEmptyList(member.getValue()))) {
                merged.set(name, member.getValue().deepCopy());
            }
        });
    }

    /** An empty list given for a record is an empty record, which changes nothing. */
    private static boolean isEmptyList(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }
}

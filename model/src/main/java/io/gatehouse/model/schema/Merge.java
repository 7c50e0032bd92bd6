package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Applies a change to a stored document: records are merged member by member, everything else is replaced. */
public final class Merge {
    private Merge() {}

    /** A new document; neither argument changes. */
    public static ObjectNode of(Schema schema, ObjectNode stored, ObjectNode change) {
        ObjectNode merged = stored.deepCopy();
        mergeInto(schema, schema.subschema(change).or(() -> schema.subschema(stored)), merged, change);
        return merged;
    }

    private static void mergeInto(Schema schema, Optional<Schema> subschema, ObjectNode merged, ObjectNode change) {
        change.properties().forEach(member -> {
            Optional<Schema> record = schema.field(member.getKey(), subschema).flatMap(Field::record);
            boolean bothRecords = record.isPresent() && merged.get(member.getKey()) instanceof ObjectNode;
            if (bothRecords && member.getValue() instanceof ObjectNode inner) {
                ObjectNode target = (ObjectNode) merged.get(member.getKey());
                mergeInto(record.get(), record.get().subschema(inner), target, inner);
            } else if (!(bothRecords && isEmptyList(member.getValue()))) {
                merged.set(member.getKey(), member.getValue().deepCopy());
            }
        });
    }

    /** An empty list given for a record is an empty record, which changes nothing. */
    private static boolean isEmptyList(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }
}

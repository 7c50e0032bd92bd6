package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.DatabaseFailure;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.PersistenceException;
import java.util.Arrays;

/**
 * Turns violated constraints of the database into the errors of the Admin API. Constraints are named
 * {@code <table>__<field>[__<field>…]}, foreign keys {@code <table>__<field>__fk}, primary keys {@code <table>_pkey}.
 */
final class ConstraintErrors {

    private final TableMappings tables;

    ConstraintErrors(TableMappings tables) {
        this.tables = tables;
    }

    /** The error of a write: of {@code document}, which was to be stored in {@code table}. */
    RuntimeException ofWrite(PersistenceException thrown, TableMapping table, ObjectNode document) {
        DatabaseFailure failure = DatabaseFailure.of(thrown);
        String constraint = failure.constraint().orElse("");
        if (failure.uniqueViolation() && constraint.equals(table.table() + "_pkey")) {
            return EntityException.primaryKeyViolation(fields(document, "id"));
        }
        if (failure.uniqueViolation() && constraint.startsWith(table.table() + "__")) {
            return EntityException.uniqueViolation(fields(document, fieldsOf(constraint)));
        }
        if (failure.foreignKeyViolation() && constraint.startsWith(table.table() + "__")) {
            String field = fieldsOf(constraint)[0];
            JsonNode reference = document.path(field);
            if (reference instanceof ObjectNode key) {
                return EntityException.foreignKeyMissing(field, key, referenceOf(table, field));
            }
        }
        return failure.asStoreException();
    }

    /** The error of a deletion from {@code table}. */
    RuntimeException ofDelete(PersistenceException thrown, TableMapping table) {
        DatabaseFailure failure = DatabaseFailure.of(thrown);
        if (failure.foreignKeyViolation()) {
            return failure.table()
                    .flatMap(tables::ofTable)
                    .map(child -> (RuntimeException) EntityException.stillReferenced(
                            table.type().name(), child.type().name()))
                    .orElseGet(failure::asStoreException);
        }
        return failure.asStoreException();
    }

    private static String[] fieldsOf(String constraint) {
        String[] parts = constraint.split("__");
        return Arrays.copyOfRange(parts, 1, parts.length);
    }

    private static String referenceOf(TableMapping table, String field) {
        return table.type().foreignKeys().stream()
                .filter(key -> key.field().equals(field))
                .map(ForeignKey::references)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode fields(ObjectNode document, String... names) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            fields.set(name, document.path(name).deepCopy());
        }
        return fields;
    }
}

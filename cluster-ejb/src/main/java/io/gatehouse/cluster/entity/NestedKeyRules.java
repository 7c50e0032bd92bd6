package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.entity.ForeignKey;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;

/**
 * Children that a field tells apart among those of one parent only, such as the groups of a consumer: PUT by that field
 * replaces the child of the parent in the path, under whatever name the body then gives it.
 */
final class NestedKeyRules implements TypeRules {

    private final TableMapping table;

    NestedKeyRules(TableMapping table) {
        this.table = table;
    }

    @Override
    public EntityKey upsertKey(EntityManager entities, EntityKey key, ObjectNode input) {
        if (!(key instanceof EntityKey.Name name)) {
            return key;
        }
        if (!input.hasNonNull(name.field())) {
            input.put(name.field(), name.value());
        }
        return EntityKey.id(existing(entities, name, input).stream()
                .findFirst()
                .map(UUID.class::cast)
                .orElseGet(UUID::randomUUID));
    }

    private List<?> existing(EntityManager entities, EntityKey.Name name, ObjectNode input) {
        SqlStatement sql = new SqlStatement("SELECT id FROM " + table.table() + " WHERE "
                        + table.column(name.field()).name() + " = ")
                .value(name.value(), "text");
        for (ForeignKey parent : table.type().foreignKeys()) {
            sql.add(" AND " + table.column(parent.field()).name() + " = ")
                    .value(input.path(parent.field()).path("id").textValue(), "uuid");
        }
        return sql.values(entities);
    }
}

package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.entity.TypeRules.Write;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.mapping.Column;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.entity.ReferenceResolver;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes entities. Each method runs in one transaction and does what takes time (resolving names, validating) before its
 * first write, because writers of configuration wait for each other from there to their commit.
 */
final class EntityWriter {

    private static final String ID = "id";

    private final TableMappings tables;
    private final EntityValidator validator;
    private final KeySql keys;
    private final ConstraintErrors errors;
    private final Clock clock;

    EntityWriter(TableMappings tables, EntityValidator validator, KeySql keys, Clock clock) {
        this.tables = tables;
        this.validator = validator;
        this.keys = keys;
        this.errors = new ConstraintErrors(tables);
        this.clock = clock;
    }

    ObjectNode create(
            EntityManager entities, TableMapping table, TypeRules rules, ObjectNode document, Optional<Parent> parent) {
        ObjectNode input = resolve(entities, table.type(), document, parent);
        rules.checkInput(entities, input, Optional.empty());
        ObjectNode complete = validator.forInsert(table.type(), input);
        rules.checkDocument(entities, complete, input);

        Instant now = clock.instant();
        deleteExpired(entities, table, complete, now);
        Row row = table.newRow(complete, now);
        try {
            entities.persist(row);
            entities.flush();
        } catch (PersistenceException e) {
            throw errors.ofWrite(e, table, complete);
        }
        rules.store(entities, row.id(), input, Write.CREATE);
        return answer(entities, table, rules, row);
    }

    ObjectNode upsert(
            EntityManager entities,
            TableMapping table,
            TypeRules rules,
            EntityKey key,
            ObjectNode document,
            Optional<Parent> parent) {
        ObjectNode input = resolve(entities, table.type(), document, parent);
        EntityKey owner = rules.upsertKey(entities, key, input);
        if (owner instanceof EntityKey.Id id) {
            input.put(ID, id.id().toString());
            rules.checkInput(entities, input, Optional.of(id.id()));
        } else if (owner instanceof EntityKey.Name name) {
            input.put(name.field(), name.value());
            rules.checkInput(entities, input, Optional.empty());
        }
        ObjectNode complete = validator.forUpsert(table.type(), input);
        rules.checkDocument(entities, complete, input);

        Instant now = clock.instant();
        deleteExpired(entities, table, complete, now);
        Row row;
        try {
            row = insertOrReplace(table, table.newRow(complete, now), owner)
                    .rows(entities, table.rowClass())
                    .get(0);
        } catch (PersistenceException e) {
            throw errors.ofWrite(e, table, complete);
        }
        rules.store(entities, row.id(), input, Write.REPLACE);
        return answer(entities, table, rules, row);
    }

    ObjectNode update(
            EntityManager entities,
            TableMapping table,
            TypeRules rules,
            EntityKey key,
            ObjectNode patch,
            Optional<Parent> parent) {
        Instant now = clock.instant();
        // absence is told before anything about the patch
        Row row = lock(entities, table, key, parent, now);
        ObjectNode input = resolve(entities, table.type(), patch, Optional.empty());
        if (input.path(ID).isNull()) {
            input.remove(ID);
        }
        ObjectNode current = table.toDocument(row, now);
        // the path has said who the parent is, so the body need not repeat it
        parent.map(Parent::field)
                .filter(field -> !input.has(field))
                .ifPresent(field -> input.set(field, current.get(field)));
        rules.complete(entities, List.of(current));
        rules.checkInput(entities, input, Optional.of(row.id()));
        ObjectNode complete = validator.forUpdate(table.type(), current, input);
        rules.checkDocument(entities, complete, input);

        try {
            table.write(complete, row, now);
            entities.flush();
        } catch (PersistenceException e) {
            throw errors.ofWrite(e, table, complete);
        }
        rules.store(entities, row.id(), input, Write.PATCH);
        return answer(entities, table, rules, row);
    }

    /** What an entity refers to, which nobody else changes until the transaction ends; empty when the field is unset. */
    Optional<EntityKey> lockReference(EntityManager entities, TableMapping table, EntityKey key, String field) {
        Instant now = clock.instant();
        JsonNode id = table.toDocument(lock(entities, table, key, Optional.empty(), now), now)
                .path(field)
                .path(ID);
        return id.isTextual() ? Optional.of(EntityKey.id(UUID.fromString(id.textValue()))) : Optional.empty();
    }

    Optional<UUID> delete(
            EntityManager entities, TableMapping table, TypeRules rules, EntityKey key, Optional<Parent> parent) {
        rules.checkDelete(entities, key);
        SqlStatement sql = new SqlStatement("DELETE FROM " + table.table() + " WHERE ");
        keys.addCondition(sql, table, key, parent);
        KeySql.addAlive(sql, table, clock.instant());
        sql.add(" RETURNING id");
        try {
            return sql.values(entities).stream().findFirst().map(UUID.class::cast);
        } catch (PersistenceException e) {
            throw errors.ofDelete(e, table);
        }
    }

    /** A copy of the input that refers to other entities by id, to the parent among them. */
    private ObjectNode resolve(EntityManager entities, EntityType type, ObjectNode input, Optional<Parent> parent) {
        ObjectNode copy = input.deepCopy();
        parent.ifPresent(owner -> {
            UUID id = keys.idOf(entities, owner).orElseThrow(() -> KeySql.notFound(owner.key()));
            copy.putObject(owner.field()).put(ID, id.toString());
        });
        return validator.resolveReferences(type, copy, resolver(entities));
    }

    private ReferenceResolver resolver(EntityManager entities) {
        return (target, field, value) -> {
            TableMapping table = tables.of(target.name());
            return new SqlStatement("SELECT id FROM " + table.table() + " WHERE "
                            + table.column(field).name() + " = ")
                    .value(value, "text").values(entities).stream().findFirst().map(Object::toString);
        };
    }

    /**
     * Reads a row and keeps others from changing it until the transaction ends. Rows that refer to it can still be
     * written.
     */
    private Row lock(EntityManager entities, TableMapping table, EntityKey key, Optional<Parent> parent, Instant now) {
        SqlStatement sql = new SqlStatement("SELECT * FROM " + table.table() + " WHERE ");
        keys.addCondition(sql, table, key, parent);
        KeySql.addAlive(sql, table, now);
        sql.add(" FOR NO KEY UPDATE");
        return sql.rows(entities, table.rowClass()).stream().findFirst().orElseThrow(() -> KeySql.notFound(key));
    }

    /** Rows that have expired but are not swept yet still own their unique keys. */
    private static void deleteExpired(EntityManager entities, TableMapping table, ObjectNode document, Instant now) {
        if (!table.expires()) {
            return;
        }
        SqlStatement sql = new SqlStatement("DELETE FROM " + table.table() + " WHERE expires_at <= ")
                .value(now, "timestamptz")
                .add(" AND (id = ")
                .value(document.path(ID).textValue(), "uuid");
        for (List<String> key : table.type().uniqueKeys()) {
            JsonNode value = document.path(key.get(0));
            if (key.size() == 1 && value.isTextual()) {
                sql.add(" OR " + table.column(key.get(0)).name() + " = ").value(value.textValue(), "text");
            }
        }
        sql.add(")").execute(entities);
    }

    /** The row with the same key keeps its id; everything else is replaced. */
    private static SqlStatement insertOrReplace(TableMapping table, Row row, EntityKey key) {
        SqlStatement sql = new SqlStatement("INSERT INTO " + table.table() + " (");
        String separator = "";
        for (Column column : table.columns()) {
            sql.add(separator + column.name());
            separator = ", ";
        }
        separator = ") VALUES (";
        for (Column column : table.columns()) {
            sql.add(separator).value(column.literal(row), column.sqlType());
            separator = ", ";
        }
        String conflict = key instanceof EntityKey.Name name
                ? table.column(name.field()).name()
                : table.column(ID).name();
        separator = ") ON CONFLICT (" + conflict + ") DO UPDATE SET ";
        for (Column column : table.columns()) {
            if (!column.field().equals(ID)) {
                sql.add(separator + column.name() + " = EXCLUDED." + column.name());
                separator = ", ";
            }
        }
        return sql.add(" RETURNING *");
    }

    /** The row as a reader would get it from now on, some of its time to live having passed. */
    private ObjectNode answer(EntityManager entities, TableMapping table, TypeRules rules, Row row) {
        ObjectNode document = table.toDocument(row, clock.instant());
        rules.complete(entities, List.of(document));
        validator.addFormerNames(table.type(), document);
        return document;
    }
}

package io.gatehouse.cluster.entity;

import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.KeyRules;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keys of entities as conditions in SQL. */
final class KeySql {

    private final TableMappings tables;
    private final KeyRules rules;

    KeySql(TableMappings tables, EntityCatalog catalog, EntityValidator validator) {
        this.tables = tables;
        this.rules = new KeyRules(catalog, validator);
    }

    /**
     * Checks a key before it is looked for.
     *
     * @throws EntityException code 10 when the field cannot have this value
     */
    void check(TableMapping table, EntityKey key) {
        rules.check(table.type(), key);
    }

    /** Checks a server name as the field of {@code snis} that it is. */
    void checkServerName(String value) {
        rules.checkServerName(value);
    }

    /** Checks the keys of a request: the parent's first, as the path has it. */
    void check(TableMapping table, EntityKey key, Optional<Parent> parent) {
        parent.ifPresent(this::check);
        check(table, key);
    }

    void check(Parent parent) {
        check(tables.of(parent.type().name()), parent.key());
    }

    /** Appends the condition that a row has this key and belongs to this parent. */
    void addCondition(SqlStatement sql, TableMapping table, EntityKey key, Optional<Parent> parent) {
        addKey(sql, table, key);
        parent.ifPresent(owner -> {
            sql.add(" AND " + table.column(owner.field()).name() + " = ");
            addParentId(sql, owner);
        });
    }

    /** Appends the condition that a row has not expired. */
    static void addAlive(SqlStatement sql, TableMapping table, Instant now) {
        if (table.expires()) {
            sql.add(" AND (expires_at IS NULL OR expires_at > ")
                    .value(now, "timestamptz")
                    .add(")");
        }
    }

    /** The id of a parent, or empty when there is none with this key. */
    Optional<UUID> idOf(EntityManager entities, Parent parent) {
        TableMapping table = tables.of(parent.type().name());
        SqlStatement sql = new SqlStatement("SELECT id FROM " + table.table() + " WHERE ");
        addKey(sql, table, parent.key());
        return sql.values(entities).stream().findFirst().map(UUID.class::cast);
    }

    /** Refuses a request for an entity that does not exist: code 6. */
    static EntityException notFound(EntityKey key) {
        return key.notFound();
    }

    private void addKey(SqlStatement sql, TableMapping table, EntityKey key) {
        if (key instanceof EntityKey.Id id) {
            sql.add("id = ").value(id.id(), "uuid");
        } else if (key instanceof EntityKey.Name name && name.field().equals(EntityKey.SNI)) {
            sql.add("id = (SELECT certificate_id FROM sni WHERE name = ")
                    .value(name.value(), "text")
                    .add(")");
        } else if (key instanceof EntityKey.Name name) {
            sql.add(table.column(name.field()).name() + " = ").value(name.value(), "text");
        }
    }

    private void addParentId(SqlStatement sql, Parent parent) {
        if (parent.key() instanceof EntityKey.Id id) {
            sql.value(id.id(), "uuid");
        } else {
            TableMapping table = tables.of(parent.type().name());
            sql.add("(SELECT id FROM " + table.table() + " WHERE ");
            addKey(sql, table, parent.key());
            sql.add(")");
        }
    }
}

package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.table.ArrayLiteral;
import io.gatehouse.cluster.store.table.Row;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.PageOffset;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.entity.EntityValidator;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads entities: one, or a page. */
final class EntityReader {

    private final EntityValidator validator;
    private final KeySql keys;
    private final Clock clock;

    EntityReader(EntityValidator validator, KeySql keys, Clock clock) {
        this.validator = validator;
        this.keys = keys;
        this.clock = clock;
    }

    Optional<ObjectNode> find(
            EntityManager entities, TableMapping table, TypeRules rules, EntityKey key, Optional<Parent> parent) {
        Instant now = clock.instant();
        SqlStatement sql = new SqlStatement("SELECT * FROM " + table.table() + " WHERE ");
        keys.addCondition(sql, table, key, parent);
        KeySql.addAlive(sql, table, now);
        return documents(entities, table, rules, sql.rows(entities, table.rowClass()), now).stream()
                .findFirst();
    }

    Page list(EntityManager entities, TableMapping table, TypeRules rules, ListQuery query) {
        Optional<UUID> afterId = Optional.empty();
        long skipped = 0;
        if (query.offset().isPresent() && query.order() == ListQuery.Order.ID) {
            afterId = query.offset().map(PageOffset::id);
        } else if (query.offset().isPresent()) {
            skipped = PageOffset.rows(query.offset().get());
        }
        Optional<UUID> parentId = query.parent()
                .map(parent -> keys.idOf(entities, parent).orElseThrow(() -> KeySql.notFound(parent.key())));

        Instant now = clock.instant();
        SqlStatement sql = new SqlStatement("SELECT * FROM " + table.table() + " WHERE true");
        parentId.ifPresent(id -> sql.add(" AND "
                        + table.column(query.parent().orElseThrow().field()).name() + " = ")
                .value(id, "uuid"));
        query.tags().ifPresent(filter -> addTags(sql, filter));
        afterId.ifPresent(id -> sql.add(" AND id > ").value(id, "uuid"));
        KeySql.addAlive(sql, table, now);
        // one row more than asked for tells whether there is a next page
        switch (query.order()) {
            case ID -> sql.add(" ORDER BY id");
            case NEWEST_FIRST ->
                sql.add(" ORDER BY created_at DESC, id DESC OFFSET ").value(skipped, "bigint");
        }
        sql.add(" LIMIT ").value(query.size() + 1, "integer");
        return page(entities, table, rules, query, skipped, sql.rows(entities, table.rowClass()), now);
    }

    private Page page(
            EntityManager entities,
            TableMapping table,
            TypeRules rules,
            ListQuery query,
            long skipped,
            List<? extends Row> rows,
            Instant now) {
        boolean more = rows.size() > query.size();
        List<? extends Row> shown = more ? rows.subList(0, query.size()) : rows;
        List<ObjectNode> documents = documents(entities, table, rules, shown, now);
        if (!more) {
            return new Page(documents, Optional.empty());
        }
        String next = switch (query.order()) {
            case ID -> PageOffset.after(shown.get(shown.size() - 1).id());
            case NEWEST_FIRST -> String.valueOf(skipped + query.size());
        };
        return new Page(documents, Optional.of(next));
    }

    private List<ObjectNode> documents(
            EntityManager entities, TableMapping table, TypeRules rules, List<? extends Row> rows, Instant now) {
        List<ObjectNode> documents = new ArrayList<>(rows.size());
        rows.forEach(row -> documents.add(table.toDocument(row, now)));
        rules.complete(entities, documents);
        documents.forEach(document -> validator.addFormerNames(table.type(), document));
        return documents;
    }

    private static void addTags(SqlStatement sql, TagFilter filter) {
        sql.add(filter.match() == TagFilter.Match.ALL ? " AND tags @> " : " AND tags && ")
                .value(ArrayLiteral.of(filter.tags()), "text[]");
    }
}

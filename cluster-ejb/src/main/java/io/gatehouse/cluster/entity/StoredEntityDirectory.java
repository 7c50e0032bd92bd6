package io.gatehouse.cluster.entity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.cluster.store.SqlStatement;
import io.gatehouse.cluster.store.Transactions;
import io.gatehouse.cluster.store.mapping.TableMapping;
import io.gatehouse.cluster.store.mapping.TableMappings;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.TagOffset;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The directory on the database: unions over the tables, each part limited by its own index. */
final class StoredEntityDirectory implements EntityDirectory {

    private final Transactions transactions;
    private final EntityCatalog catalog;
    private final EntityValidator validator;
    private final List<TableMapping> taggable;

    StoredEntityDirectory(Transactions transactions, EntityCatalog catalog, EntityValidator validator) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.validator = validator;
        this.taggable = new TableMappings(catalog)
                .all().stream().filter(table -> table.type().taggable()).toList();
    }

    @Override
    public List<String> pluginsInUse() {
        return transactions.read(entities -> new SqlStatement("SELECT DISTINCT name FROM plugin ORDER BY name")
                .values(entities).stream().map(String.class::cast).toList());
    }

    @Override
    public Page tagged(int size, Optional<String> offset, Optional<String> tag) {
        EntityType tags = catalog.type("tags").orElseThrow();
        tag.ifPresent(value -> validator.checkKey(tags, "tag", value));
        TagOffset from = offset.map(TagOffset::parse).orElse(TagOffset.START);
        SqlStatement query = query(size + 1, from, tag);
        List<Object[]> rows = transactions.read(query::tuples);
        List<ObjectNode> data =
                rows.stream().limit(size).map(StoredEntityDirectory::document).toList();
        return new Page(
                data,
                rows.size() > size ? Optional.of(position(rows.get(size - 1)).text()) : Optional.empty());
    }

    private SqlStatement query(int limit, TagOffset from, Optional<String> tag) {
        SqlStatement query = new SqlStatement("SELECT * FROM (");
        String separator = "";
        for (TableMapping table : taggable) {
            query.add(separator);
            part(query, table, limit, from, tag);
            separator = " UNION ALL ";
        }
        return query.add(") AS tagged ORDER BY id, ordinal LIMIT " + limit);
    }

    private static void part(SqlStatement query, TableMapping table, int limit, TagOffset from, Optional<String> tag) {
        query.add("(SELECT entity.id, element.ordinal, element.tag, '"
                + table.type().name() + "' AS type FROM "
                + table.table() + " AS entity, unnest(entity.tags) WITH ORDINALITY AS element (tag, ordinal)"
                + " WHERE entity.id >= ");
        query.value(from.entity(), "uuid")
                .add(" AND (entity.id, element.ordinal) > (")
                .value(from.entity(), "uuid")
                .add(", ")
                .value(from.ordinal(), "bigint")
                .add(")");
        if (tag.isPresent()) {
            // the first condition is the one that the index of tags answers
            query.add(" AND entity.tags @> ARRAY[")
                    .value(tag.get(), "text")
                    .add("] AND element.tag = ")
                    .value(tag.get(), "text");
        }
        query.add(" ORDER BY entity.id, element.ordinal LIMIT " + limit + ")");
    }

    private static ObjectNode document(Object[] row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tag", (String) row[2])
                .put("entity_name", (String) row[3])
                .put("entity_id", row[0].toString());
    }

    private static TagOffset position(Object[] row) {
        return new TagOffset(UUID.fromString(row[0].toString()), ((Number) row[1]).longValue());
    }
}

package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.EntityKey;
import io.gatehouse.model.admin.query.KeyRules;
import io.gatehouse.model.admin.query.ListQuery;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.PageOffset;
import io.gatehouse.model.admin.query.Parent;
import io.gatehouse.model.admin.query.TagFilter;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The entities of the configuration in use, for readers. Thread-safe; a call sees one configuration throughout. */
final class DeclaredEntities {
    private static final Comparator<ObjectNode> NEWEST_FIRST = Comparator.<ObjectNode>comparingDouble(
                    row -> row.path("created_at").asDouble())
            .thenComparing(row -> row.path("id").asText())
            .reversed();

    private final KeyRules rules;
    private final ApiForm form;
    private final Supplier<ConfigTable> source;

    DeclaredEntities(KeyRules rules, ApiForm form, Supplier<ConfigTable> source) {
        this.rules = rules;
        this.form = form;
        this.source = source;
    }

    /**
     * One page of entities.
     *
     * @throws EntityException code 6 when the parent does not exist, code 7 when the offset is not one
     */
    Page list(EntityType type, ListQuery query) {
        query.parent().ifPresent(this::check);
        return switch (query.order()) {
            case ID -> byId(type, query);
            case NEWEST_FIRST -> newestFirst(type, query);
        };
    }

    private Page byId(EntityType type, ListQuery query) {
        ConfigTable table = source.get();
        String after = query.offset().map(PageOffset::id).map(UUID::toString).orElse("");
        List<ObjectNode> rows = wanted(type, query, table, table.rowsAfter(type.name(), after).stream())
                .limit(query.size() + 1L)
                .toList();
        return page(type, query, table, rows, last -> PageOffset.after(UUID.fromString(last)));
    }

    private Page newestFirst(EntityType type, ListQuery query) {
        ConfigTable table = source.get();
        long skipped = query.offset().map(PageOffset::rows).orElse(0L);
        List<ObjectNode> rows = wanted(type, query, table, table.rows(type.name()).stream())
                .sorted(NEWEST_FIRST)
                .skip(skipped)
                .limit(query.size() + 1L)
                .toList();
        return page(type, query, table, rows, last -> String.valueOf(skipped + query.size()));
    }

    /** Makes the offset behind a row. */
    @FunctionalInterface
    private interface Offset {
        String behind(String id);
    }

    /** One row more than asked for tells whether there is a next page. */
    private Page page(EntityType type, ListQuery query, ConfigTable table, List<ObjectNode> rows, Offset offset) {
        boolean more = rows.size() > query.size();
        List<ObjectNode> shown = more ? rows.subList(0, query.size()) : rows;
        return new Page(
                shown.stream().map(row -> form.of(type, row, table)).toList(),
                more
                        ? Optional.of(offset.behind(
                                shown.get(shown.size() - 1).path("id").asText()))
                        : Optional.empty());
    }

    private Stream<ObjectNode> wanted(EntityType type, ListQuery query, ConfigTable table, Stream<ObjectNode> rows) {
        Stream<ObjectNode> wanted = rows.filter(form::isAlive);
        if (query.parent().isPresent()) {
            Parent parent = query.parent().get();
            String id = row(parent.type(), parent.key(), table)
                    .orElseThrow(parent.key()::notFound)
                    .path("id")
                    .asText();
            wanted = wanted.filter(row -> row.path(parent.field()).asText().equals(id));
        }
        if (query.tags().isPresent()) {
            TagFilter filter = query.tags().get();
            wanted = wanted.filter(row -> matches(filter, row.path("tags")));
        }
        return wanted;
    }

    private static boolean matches(TagFilter filter, JsonNode tags) {
        Set<String> present = new HashSet<>();
        tags.forEach(tag -> present.add(tag.asText()));
        return switch (filter.match()) {
            case ALL -> present.containsAll(filter.tags());
            case ANY -> filter.tags().stream().anyMatch(present::contains);
        };
    }

    /**
     * The entity with this key, of this parent if one is named.
     *
     * @throws EntityException code 10 when the key cannot be one
     */
    Optional<ObjectNode> find(EntityType type, EntityKey key, Optional<Parent> parent) {
        parent.ifPresent(this::check);
        rules.check(type, key);
        ConfigTable table = source.get();
        return row(type, key, table)
                .filter(row -> parent.isEmpty() || belongsTo(row, parent.get(), table))
                .map(row -> form.of(type, row, table));
    }

    private boolean belongsTo(ObjectNode row, Parent parent, ConfigTable table) {
        return row(parent.type(), parent.key(), table)
                .filter(owner -> owner.path("id").equals(row.path(parent.field())))
                .isPresent();
    }

    /** The id of an entity by the value of one of its fields. */
    Optional<String> idOf(EntityType type, String field, String value) {
        return byField(type, field, value, source.get())
                .map(row -> row.path("id").asText());
    }

    private void check(Parent parent) {
        rules.check(parent.type(), parent.key());
    }

    private Optional<ObjectNode> row(EntityType type, EntityKey key, ConfigTable table) {
        if (key instanceof EntityKey.Id id) {
            return table.find(type.name(), id.id().toString().toLowerCase(Locale.ROOT))
                    .filter(form::isAlive);
        }
        EntityKey.Name name = (EntityKey.Name) key;
        if (name.field().equals(EntityKey.SNI)) {
            return table.rows("snis").stream()
                    .filter(sni -> sni.path("name").asText().equals(name.value()))
                    .findFirst()
                    .flatMap(sni ->
                            table.find(type.name(), sni.path("certificate").asText()));
        }
        return byField(type, name.field(), name.value(), table);
    }

    private Optional<ObjectNode> byField(EntityType type, String field, String value, ConfigTable table) {
        return table.rows(type.name()).stream()
                .filter(row -> value.equals(row.path(field).textValue()))
                .filter(form::isAlive)
                .findFirst();
    }
}

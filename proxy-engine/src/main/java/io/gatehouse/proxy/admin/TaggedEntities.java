package io.gatehouse.proxy.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.admin.query.Page;
import io.gatehouse.model.admin.query.TagOffset;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who has which tag, of entities of all types together. Thread-safe. */
record TaggedEntities(EntityCatalog catalog, EntityValidator validator) {
    private static final Comparator<Tagged> ORDER =
            Comparator.comparing((Tagged tagged) -> tagged.id().toString()).thenComparing(Tagged::ordinal);

    /** @param ordinal which of the tags of its entity it is, counted from 1 */
    private record Tagged(UUID id, long ordinal, String tag, String type) {
        ObjectNode document() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("tag", tag)
                    .put("entity_name", type)
                    .put("entity_id", id.toString());
        }
    }

    /**
     * Tags in order of the ids of their entities.
     *
     * @param size most that are wanted
     * @param offset where the page begins, of the page before
     * @param tag only this tag
     * @throws io.gatehouse.model.error.EntityException code 7 when the offset is not one, code 10 when the tag cannot be one
     */
    Page list(ConfigTable table, int size, Optional<String> offset, Optional<String> tag) {
        tag.ifPresent(value -> validator.checkKey(catalog.type("tags").orElseThrow(), "tag", value));
        TagOffset from = offset.map(TagOffset::parse).orElse(TagOffset.START);
        Tagged before = new Tagged(from.entity(), from.ordinal(), "", "");
        List<Tagged> found = new ArrayList<>();
        catalog.types().stream()
                .filter(EntityType::taggable)
                .forEach(type -> table.rows(type.name()).forEach(row -> add(type, row, tag, found)));
        List<Tagged> page = found.stream()
                .filter(tagged -> ORDER.compare(tagged, before) > 0)
                .sorted(ORDER)
                .limit(size + 1L)
                .toList();
        if (page.size() <= size) {
            return new Page(page.stream().map(Tagged::document).toList(), Optional.empty());
        }
        Tagged last = page.get(size - 1);
        return new Page(
                page.subList(0, size).stream().map(Tagged::document).toList(),
                Optional.of(new TagOffset(last.id(), last.ordinal()).text()));
    }

    private static void add(EntityType type, ObjectNode row, Optional<String> wanted, List<Tagged> found) {
        JsonNode tags = row.path("tags");
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i).asText();
            if (wanted.isEmpty() || wanted.get().equals(tag)) {
                found.add(new Tagged(UUID.fromString(row.path("id").asText()), i + 1L, tag, type.name()));
            }
        }
    }
}

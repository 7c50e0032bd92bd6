package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.ForeignKey;
import io.gatehouse.model.format.Uuid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives every entry an id and turns references (by name, by id, by nesting) into ids. */
final class Linking {
    /** Stands in a field whose reference leads nowhere, so that only that is reported. */
    private static final TextNode NOBODY = TextNode.valueOf("00000000-0000-0000-0000-000000000000");

    private final EntityCatalog catalog;
    private final GeneratedIds generated = new GeneratedIds();
    private final Map<String, Map<String, String>> idsByName = new HashMap<>();
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final ObjectNode dangling = JsonNodeFactory.instance.objectNode();

    Linking(EntityCatalog catalog) {
        this.catalog = catalog;
    }

    /** Links all entries; the types come with parents first. */
    void link(Map<String, List<Entry>> entriesByType) {
        entriesByType.values().forEach(entries -> entries.forEach(this::link));
    }

    /** References that lead nowhere: a list of texts by type and by name (or id) of the referring entity. */
    ObjectNode danglingReferences() {
        return dangling;
    }

    private void link(Entry entry) {
        entry.parent()
                .ifPresent(nesting ->
                        entry.row().put(nesting.field(), nesting.entry().key()));
        for (ForeignKey key : entry.type().foreignKeys()) {
            JsonNode written = entry.row().path(key.field());
            boolean nested = entry.parent()
                    .map(Entry.Nesting::field)
                    .filter(key.field()::equals)
                    .isPresent();
            if (!nested) {
                reference(written).ifPresent(text -> entry.row().set(key.field(), resolve(entry, key, text)));
            }
        }
        identify(entry);
    }

    /** The id or name in a reference; empty when there is none, or nothing that could be one. */
    private static Optional<String> reference(JsonNode written) {
        JsonNode value = written;
        if (written.isObject() && written.size() == 1) {
            value = written.elements().next();
        }
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private TextNode resolve(Entry entry, ForeignKey key, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (ids.getOrDefault(key.references(), Set.of()).contains(lower)) {
            return TextNode.valueOf(lower);
        }
        String id = idsByName.getOrDefault(key.references(), Map.of()).get(text);
        if (id != null) {
            return TextNode.valueOf(id);
        }
        if (catalog.type(key.references()).isPresent()) {
            report(
                    entry,
                    "invalid reference '" + key.field() + ": " + text + "' (no such entry in '" + key.references()
                            + "')");
        }
        return NOBODY;
    }

    private void report(Entry entry, String problem) {
        ObjectNode ofType = dangling.withObjectProperty(entry.type().name());
        String name = entry.name().isTextual()
                ? entry.name().textValue()
                : String.valueOf(entry.place().index() + 1);
        JsonNode list = ofType.get(name);
        (list instanceof ArrayNode array ? array : ofType.putArray(name)).add(problem);
    }

    private void identify(Entry entry) {
        EntityType type = entry.type();
        if (!type.primaryKey().equals("id")) {
            return;
        }
        if (!entry.row().hasNonNull("id")) {
            entry.row().put("id", generated.idFor(entry));
        }
        String id = entry.key().toLowerCase(Locale.ROOT);
        if (Uuid.isValid(id)) {
            ids.computeIfAbsent(type.name(), name -> new HashSet<>()).add(id);
            if (entry.name().isTextual()) {
                idsByName
                        .computeIfAbsent(type.name(), name -> new HashMap<>())
                        .putIfAbsent(entry.name().textValue(), id);
            }
        }
    }
}

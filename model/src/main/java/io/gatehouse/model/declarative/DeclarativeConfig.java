package io.gatehouse.model.declarative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.entity.EntityCatalog;
import io.gatehouse.model.entity.EntityType;
import io.gatehouse.model.entity.EntityValidator;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.schema.Operation;
import io.gatehouse.model.schema.WholeNumbers;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.model.snapshot.ConfigTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads declarative configurations and received snapshots into validated tables. A configuration is accepted whole or
 * refused whole, with an {@link EntityException} of code 14 whose tree mirrors the document. Time and memory grow with
 * the size of the document. Thread-safe.
 */
public final class DeclarativeConfig {
    private static final String DEFAULT_WORKSPACE_ID = "0dc6f45b-8f8d-40d2-a504-473544ee190b";
    private static final String WORKSPACES = "workspaces";
    private static final String TTL = "ttl";
    /** Larger numbers cannot be seconds to live, so they are moments. */
    private static final long MAX_TTL_SECONDS = 100_000_000;

    private final EntityCatalog catalog;
    private final EntityValidator validator;
    private final Clock clock;

    /** A reader for the types and plugins of a node. */
    public DeclarativeConfig(EntityCatalog catalog) {
        this(catalog, Clock.systemUTC());
    }

    /** A reader with a clock of its own. */
    public DeclarativeConfig(EntityCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.validator = new EntityValidator(catalog, clock);
        this.clock = clock;
    }

    /** Reads JSON or YAML text as users write it: nested, references by name, ids optional. */
    public ConfigTable parse(String text) {
        return read(text, Declaration.NONE).table();
    }

    /** As {@link #parse(String)}, for a document that is parsed already and stays unchanged. */
    public ConfigTable parse(ObjectNode document) {
        return read(document.deepCopy(), Declaration.NONE).table();
    }

    /** As {@link #read(ObjectNode, Declaration)}, for a text in JSON or YAML. */
    public Declaration read(String text, Declaration previous) {
        return read(DocumentText.parse(text), previous);
    }

    /**
     * Reads a document after another one: rows that are written as in that one are the same objects, and cost next to nothing.
     *
     * @param document is taken over and taken apart
     * @param previous what was read before; {@link Declaration#NONE} when there was nothing
     */
    public Declaration read(ObjectNode document, Declaration previous) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        Envelope.check(document, errors);
        Flattening flattening = new Flattening(catalog, errors);
        readLists(document, errors, flattening::addList);
        Map<String, List<Entry>> entries = flattening.entries();
        if (Envelope.needsPathMigration(document)) {
            entries.get("routes").forEach(route -> PathMigration.migrate(route.row()));
        }
        Linking linking = new Linking(catalog);
        linking.link(entries);
        boolean transforms = Envelope.transforms(document);
        Declaration.Collector written = new Declaration.Collector();
        entries.values()
                .forEach(list -> list.replaceAll(entry -> {
                    RowDigest digest = RowDigest.of(entry.row(), transforms);
                    Entry complete = previous.find(entry, digest)
                            .map(entry::with)
                            .orElseGet(() -> complete(entry, transforms, errors));
                    written.add(complete, digest);
                    return complete;
                }));
        refuse(errors);
        entries.forEach((name, list) -> checkUniqueness(list, errors));
        refuse(errors);
        refuse(linking.danglingReferences());
        return written.declaration(table(entries, previous));
    }

    /** The object in a text of JSON or YAML. */
    public static ObjectNode document(String text) {
        return DocumentText.parse(text);
    }

    /**
     * Reads the {@code config_table} of a control plane: flat, complete rows.
     *
     * @param configTable is taken over: its rows become those of the table
     */
    public ConfigTable receive(ObjectNode configTable) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        Envelope.check(configTable, errors);
        Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
        readLists(configTable, errors, (type, list) -> rows.put(type.name(), receiveRows(type, list, errors)));
        new ReferenceIntegrity(catalog, rows).check(errors);
        refuse(errors);
        return ConfigTable.of(rows);
    }

    /**
     * Applies changes of a control plane to a table that was received from it. Takes time in proportion to the changes, but for one
     * look at the rows that could refer to one that is gone. That keys are unique among rows is the control plane's to know.
     *
     * @param changes at most one for each row; their rows are taken over
     * @return the new table; rows that did not change are the same objects
     * @throws EntityException of code 14, whose tree tells violations by type, primary key and field; the table stays as it is
     */
    public ConfigTable apply(ConfigTable table, Collection<Change> changes) {
        ObjectNode errors = JsonNodeFactory.instance.objectNode();
        for (Change change : changes) {
            Optional<EntityType> type = catalog.type(change.type());
            if (type.isEmpty()) {
                errors.put(change.type(), "unknown field");
            } else if (change.row().isPresent()) {
                ObjectNode problems = completeReceived(type.get(), change.row().get());
                if (!problems.isEmpty()) {
                    errors.withObjectProperty(change.type()).set(change.key(), problems);
                }
            }
        }
        refuse(errors);
        ConfigTable result = table.with(changes);
        new ChangedReferences(catalog, result).check(changes, errors);
        refuse(errors);
        return result;
    }

    /** What to do with the list of a type. */
    @FunctionalInterface
    private interface ListReader {
        void read(EntityType type, JsonNode list);
    }

    private void readLists(ObjectNode document, ObjectNode errors, ListReader reader) {
        document.properties().forEach(member -> {
            if (Envelope.isPart(member.getKey())) {
                return;
            }
            Optional<EntityType> type = catalog.type(member.getKey());
            if (type.isPresent()) {
                reader.read(type.get(), member.getValue());
            } else {
                errors.put(member.getKey(), "unknown field");
            }
        });
    }

    private Entry complete(Entry entry, boolean transforms, ObjectNode errors) {
        absoluteTtl(entry);
        ObjectNode problems = validator.completeFlat(entry.type(), entry.row(), Operation.DECLARATIVE);
        if (!problems.isEmpty()) {
            entry.place().put(errors, problems);
        } else if (transforms) {
            validator.transform(entry.type(), entry.row());
        }
        return entry;
    }

    private void absoluteTtl(Entry entry) {
        JsonNode ttl = entry.row().path(TTL);
        if (ttl.isIntegralNumber() && ttl.longValue() <= MAX_TTL_SECONDS) {
            boolean endless = ttl.longValue() == 0;
            entry.row().set(TTL, endless ? null : ttlNode(ttl.longValue()));
        }
    }

    private JsonNode ttlNode(long seconds) {
        return WholeNumbers.node(clock.instant().getEpochSecond() + seconds);
    }

    private static void checkUniqueness(List<Entry> entries, ObjectNode errors) {
        if (entries.isEmpty()) {
            return;
        }
        Uniqueness uniqueness = new Uniqueness(entries.get(0).type());
        for (Entry entry : entries) {
            uniqueness.problem(entry.row()).ifPresent(problem -> entry.place().put(errors, TextNode.valueOf(problem)));
        }
    }

    private List<ObjectNode> receiveRows(EntityType type, JsonNode list, ObjectNode errors) {
        List<ObjectNode> rows = new ArrayList<>(list.size());
        if (list.isNull() || list.isObject() && list.isEmpty()) {
            return rows;
        }
        if (!list.isArray()) {
            errors.put(type.name(), "expected an array");
            return rows;
        }
        Uniqueness uniqueness = new Uniqueness(type);
        for (int i = 0; i < list.size(); i++) {
            Optional<JsonNode> problem = receive(type, list.get(i), uniqueness);
            if (problem.isPresent()) {
                Place.top(type.name(), i).put(errors, problem.get());
            } else {
                rows.add((ObjectNode) list.get(i));
            }
        }
        return rows;
    }

    private Optional<JsonNode> receive(EntityType type, JsonNode element, Uniqueness uniqueness) {
        if (!(element instanceof ObjectNode row)) {
            return Optional.of(TextNode.valueOf("expected a record"));
        }
        ObjectNode problems = completeReceived(type, row);
        return problems.isEmpty() ? uniqueness.problem(row).map(TextNode::valueOf) : Optional.of(problems);
    }

    private ObjectNode completeReceived(EntityType type, ObjectNode row) {
        // this build knows one workspace only, so it does not matter which one a row is in
        row.remove("ws_id");
        ObjectNode problems = validator.completeFlat(type, row, Operation.SNAPSHOT);
        if (!row.hasNonNull(type.primaryKey())) {
            problems.put(type.primaryKey(), "required field missing");
        }
        return problems;
    }

    private ConfigTable table(Map<String, List<Entry>> entries, Declaration previous) {
        Map<String, List<ObjectNode>> rows = new LinkedHashMap<>();
        rows.put(WORKSPACES, new ArrayList<>());
        entries.forEach((name, list) -> {
            List<ObjectNode> ofType = rows.computeIfAbsent(name, key -> new ArrayList<>(list.size()));
            list.forEach(entry -> ofType.add(entry.row()));
        });
        boolean hasDefault = rows.get(WORKSPACES).stream()
                .anyMatch(workspace -> workspace.path("name").asText().equals("default"));
        if (!hasDefault) {
            rows.get(WORKSPACES)
                    .add(0, previous.find(WORKSPACES, DEFAULT_WORKSPACE_ID).orElseGet(this::defaultWorkspace));
        }
        return ConfigTable.of(rows);
    }

    private ObjectNode defaultWorkspace() {
        ObjectNode workspace = JsonNodeFactory.instance.objectNode();
        workspace.put("id", DEFAULT_WORKSPACE_ID).put("name", "default");
        validator.completeFlat(catalog.type(WORKSPACES).orElseThrow(), workspace, Operation.DECLARATIVE);
        return workspace;
    }

    private static void refuse(ObjectNode errors) {
        if (!errors.isEmpty()) {
            throw EntityException.declarativeConfig(errors);
        }
    }
}

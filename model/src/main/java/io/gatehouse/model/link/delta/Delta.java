package io.gatehouse.model.link.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.LinkException;
import io.gatehouse.model.snapshot.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What leads from one configuration to another.
 *
 * @param from content of the one that it changes, see {@link Name#content}
 * @param to content of the result
 * @param revision of the result
 * @param changes at most one for each row, in no order: references are judged when all have been made
 */
public record Delta(String from, String to, long revision, List<Change> changes) implements ToDataPlane {
    static final String TYPE = "delta";

    public Delta {
        changes = List.copyOf(changes);
    }

    /** Returns one delta that does what this and then the next one do. */
    public Delta then(Delta next) {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(next.changes);
        return new Delta(from, next.to, next.revision, lastOfEach(all));
    }

    /** Of several changes of one row only the last has an effect. */
    public static List<Change> lastOfEach(List<Change> changes) {
        record Row(String type, String key) {}
        Map<Row, Change> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(new Row(change.type(), change.key()), change));
        return List.copyOf(last.values());
    }

    /** Returns the payload of the frame. */
    public byte[] encode() {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("from", from)
                .put("to", to)
                .put("revision", revision);
        ObjectNode upserts = message.putObject("upserts");
        ObjectNode deletes = message.putObject("deletes");
        for (Change change : changes) {
            change.row()
                    .ifPresentOrElse(
                            row -> upserts.withArray(change.type()).add(row),
                            () -> deletes.withArray(change.type()).add(change.key()));
        }
        return DeltaFrames.compress(message);
    }

    static Delta of(JsonNode message) {
        List<Change> changes = new ArrayList<>();
        message.path("upserts")
                .properties()
                .forEach(type -> rows(type.getValue()).forEach(row -> {
                    if (!(row instanceof ObjectNode document)) {
                        throw new LinkException("the delta has a row of " + type.getKey() + " that is no object");
                    }
                    changes.add(Change.upsert(type.getKey(), document));
                }));
        message.path("deletes")
                .properties()
                .forEach(type ->
                        rows(type.getValue()).forEach(key -> changes.add(Change.delete(type.getKey(), key.asText()))));
        return new Delta(
                DeltaFrames.name(message, "from"),
                DeltaFrames.name(message, "to"),
                message.path("revision").asLong(),
                changes);
    }

    private static ArrayNode rows(JsonNode list) {
        if (list instanceof ArrayNode rows) {
            return rows;
        }
        throw new LinkException("the delta has something else than lists of rows");
    }
}

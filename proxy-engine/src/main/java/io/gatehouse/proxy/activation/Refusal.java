package io.gatehouse.proxy.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.link.delta.Delta;
import io.gatehouse.model.link.delta.Refused;
import io.gatehouse.model.snapshot.Change;
import io.gatehouse.proxy.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Makes the report of a configuration that cannot be applied: the first row that is wrong, its field, and why. */
final class Refusal {
    private static final List<String> NAMES = List.of("name", "username", "target");

    private Refusal() {}

    static Refused of(Delta delta, String content, RuntimeException why) {
        return of(
                delta.revision(),
                content,
                why,
                (type, key) -> delta.changes().stream()
                        .filter(change ->
                                change.type().equals(type) && change.key().equals(key))
                        .flatMap(change -> change.row().stream())
                        .<JsonNode>map(row -> row)
                        .findFirst()
                        .orElse(MissingNode.getInstance()));
    }

    static Refused of(Reconfigure snapshot, String content, RuntimeException why) {
        return of(0, content, why, (type, key) -> {
            JsonNode rows = snapshot.configTable().path(type);
            if (key.chars().allMatch(Character::isDigit)) {
                return rows.path(Integer.parseInt(key));
            }
            return MissingNode.getInstance();
        });
    }

    private static Refused of(
            long revision, String content, RuntimeException why, BiFunction<String, String, JsonNode> rows) {
        if (why instanceof EntityException invalid) {
            for (Map.Entry<String, JsonNode> ofType : invalid.fields().properties()) {
                Optional<Violation> first = Violation.firstOf(ofType.getKey(), ofType.getValue());
                if (first.isPresent()) {
                    return of(revision, content, first.get(), rows);
                }
            }
        }
        if (why instanceof ConfigException unusable && unusable.place().isPresent()) {
            ConfigException.Place place = unusable.place().get();
            return new Refused(
                    revision,
                    content,
                    Optional.of(place.type()),
                    Optional.of(place.id()),
                    place.name(),
                    Optional.of(place.field()),
                    why.getMessage());
        }
        return new Refused(
                revision,
                content,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                why.getMessage());
    }

    private static Refused of(
            long revision, String content, Violation violation, BiFunction<String, String, JsonNode> rows) {
        JsonNode row = rows.apply(violation.type(), violation.key());
        Optional<String> id = row instanceof ObjectNode document
                ? Optional.of(Change.keyOf(document))
                : Optional.of(violation.key()).filter(key -> !key.isEmpty());
        Optional<String> name = NAMES.stream()
                .map(field -> row.path(field).textValue())
                .filter(text -> text != null)
                .findFirst();
        return new Refused(
                revision,
                content,
                Optional.of(violation.type()),
                id,
                name,
                Optional.of(violation.field()).filter(field -> !field.isEmpty()),
                violation.message());
    }

    /**
     * The first leaf in a tree of violations.
     *
     * @param key index or primary key of the row, as the tree has it; empty when the violation is of the whole type
     * @param field path to the field, with dots; empty when the violation is of the whole row
     */
    private record Violation(String type, String key, String field, String message) {

        static Optional<Violation> firstOf(String type, JsonNode rows) {
            if (rows.isTextual()) {
                return Optional.of(new Violation(type, "", "", rows.textValue()));
            }
            if (rows.isArray()) {
                for (int i = 0; i < rows.size(); i++) {
                    if (!rows.get(i).isNull()) {
                        return Optional.of(leaf(type, Integer.toString(i), "", rows.get(i)));
                    }
                }
                return Optional.empty();
            }
            return rows.properties().stream().findFirst().map(row -> leaf(type, row.getKey(), "", row.getValue()));
        }

        private static Violation leaf(String type, String key, String path, JsonNode problem) {
            if (problem.isObject() && !problem.isEmpty()) {
                Map.Entry<String, JsonNode> first =
                        problem.properties().iterator().next();
                String field = path.isEmpty() ? first.getKey() : path + "." + first.getKey();
                return leaf(type, key, field, first.getValue());
            }
            if (problem.isArray() && !problem.isEmpty()) {
                for (int i = 0; i < problem.size(); i++) {
                    if (!problem.get(i).isNull()) {
                        return leaf(type, key, path + "[" + (i + 1) + "]", problem.get(i));
                    }
                }
            }
            return new Violation(type, key, path, problem.asText());
        }
    }
}

package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The fields of a type that are stored in another form than clients write them in. Each transformation has fields that
 * cause it when they are written ({@code input}) and fields that it cannot do without ({@code needs}), such as the salt of
 * a hash. Immutable and thread-safe.
 */
public final class Transformations {
    private static final Map<String, Transformation> NAMED = load();

    private final List<Rule> rules;

    /** One transformation; {@code all} are the fields that cause it and then those it needs. */
    private record Rule(List<FieldPath> input, List<FieldPath> needs, List<FieldPath> all, Transformation body) {}

    private Transformations(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * Compiles the {@code transformations} of a schema file: a list of {@code {input, needs, apply}}, or nothing.
     *
     * @throws MalformedSchemaException when one is not provided
     */
    public static Transformations of(JsonNode definitions) {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode definition : definitions) {
            String name = definition.path("apply").asText();
            Transformation body = Optional.ofNullable(NAMED.get(name))
                    .orElseThrow(() -> new MalformedSchemaException("transformation '" + name + "' is unknown: no "
                            + TransformationProvider.class.getName() + " provides it"));
            List<FieldPath> input = paths(definition.path("input"));
            List<FieldPath> needs = paths(definition.path("needs"));
            rules.add(new Rule(
                    input, needs, Stream.concat(input.stream(), needs.stream()).toList(), body));
        }
        return new Transformations(List.copyOf(rules));
    }

    /** Adds to {@code errors} where a new row lacks what its transformations need. */
    public void checkNew(ObjectNode written, ObjectNode row, ObjectNode errors) {
        for (Rule rule : rules) {
            if (anyGiven(rule.input(), written)) {
                require(rule, row, errors);
            }
        }
    }

    /**
     * Adds to {@code errors} where a change would leave a stored form that no longer fits: what is stored cannot be
     * computed back, so what it was computed from must be written together.
     */
    public void checkChange(ObjectNode written, ObjectNode stored, ObjectNode errors) {
        for (Rule rule : rules) {
            boolean changed = rule.needs().stream()
                    .anyMatch(need -> EmptyValues.isNonEmpty(need.in(written))
                            && !need.in(written).equals(need.in(stored)));
            if (changed || anyGiven(rule.input(), written)) {
                require(rule, written, errors);
            }
        }
    }

    /**
     * Brings what was written into its stored form, in place.
     *
     * @param written what a client wrote; a new row itself, or the change of a stored one
     * @param row the complete row, which has no violations
     */
    public void apply(ObjectNode written, ObjectNode row) {
        for (Rule rule : rules) {
            List<JsonNode> values =
                    rule.all().stream().map(path -> valueIn(row, path)).toList();
            boolean possible = values.stream().allMatch(EmptyValues::isNonEmpty)
                    && rule.input().stream().allMatch(path -> EmptyValues.isNonEmpty(path.in(written)));
            if (possible) {
                row.setAll(rule.body().apply(values));
            }
        }
    }

    /** The value at a path; {@code consumer.id} is also found where a reference is a plain id. */
    private static JsonNode valueIn(ObjectNode row, FieldPath path) {
        JsonNode head = row.path(path.head());
        return path.steps().size() == 2 && head.isTextual() ? head : path.in(row);
    }

    private static boolean anyGiven(List<FieldPath> paths, JsonNode document) {
        return paths.stream().anyMatch(path -> EmptyValues.isNonEmpty(path.in(document)));
    }

    private static void require(Rule rule, ObjectNode document, ObjectNode errors) {
        GroupRules.allOrNone(rule.all()).run(new Violations(document, errors, Operation.UPDATE));
    }

    private static List<FieldPath> paths(JsonNode names) {
        List<FieldPath> paths = new ArrayList<>();
        names.forEach(name -> paths.add(FieldPath.of(name.asText())));
        return List.copyOf(paths);
    }

    private static Map<String, Transformation> load() {
        Map<String, Transformation> named = new HashMap<>();
        // as with checks: in an application server not every loader sees the plugins
        provided(named, TransformationProvider.class.getClassLoader());
        provided(named, Thread.currentThread().getContextClassLoader());
        return Map.copyOf(named);
    }

    private static void provided(Map<String, Transformation> named, ClassLoader loader) {
        ServiceLoader.load(TransformationProvider.class, loader)
                .forEach(provider -> named.putAll(provider.transformations()));
    }
}

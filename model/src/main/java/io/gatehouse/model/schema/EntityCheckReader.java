package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles the {@code entity_checks} of a definition. */
final class EntityCheckReader {
    private final Map<String, Field> fields;

    /** Checks over a record with these fields. */
    EntityCheckReader(Map<String, Field> fields) {
        this.fields = fields;
    }

    EntityCheck read(JsonNode definition) {
        Map.Entry<String, JsonNode> check = definition.properties().iterator().next();
        JsonNode argument = check.getValue();
        return switch (check.getKey()) {
            case "at_least_one_of" -> overList(argument, false, GroupRules::atLeastOne);
            case "only_one_of" -> overList(argument, false, GroupRules::exactlyOne);
            case "distinct" -> overList(argument, false, GroupRules::distinct);
            case "mutually_required" -> overList(argument, true, GroupRules::allOrNone);
            case "mutually_exclusive" -> overList(argument, true, GroupRules::atMostOne);
            case "conditional" -> conditional(argument);
            case "conditional_at_least_one_of" -> conditionalAtLeastOne(argument);
            case "custom_entity_check" -> custom(argument);
            default -> throw new MalformedSchemaException("entity check '" + check.getKey() + "' is unknown");
        };
    }

    /** A rule about a list of fields. */
    @FunctionalInterface
    private interface GroupRule {
        EntityCheck.Body over(List<FieldPath> paths);
    }

    private EntityCheck overList(JsonNode names, boolean needsGood, GroupRule rule) {
        List<FieldPath> paths = paths(names);
        return new EntityCheck(sources(paths), needsGood, rule.over(paths));
    }

    private EntityCheck conditional(JsonNode argument) {
        FieldPath ifPath = FieldPath.of(argument.get("if_field").asText());
        FieldPath thenPath = FieldPath.of(argument.get("then_field").asText());
        Conditional body = new Conditional(
                ifPath,
                condition(ifPath, argument.get("if_match")),
                thenPath,
                consequence(thenPath, (ObjectNode) argument.get("then_match")),
                Optional.ofNullable(argument.get("then_err")).map(JsonNode::asText));
        return new EntityCheck(sources(List.of(ifPath, thenPath)), false, body);
    }

    private EntityCheck conditionalAtLeastOne(JsonNode argument) {
        FieldPath ifPath = FieldPath.of(argument.get("if_field").asText());
        List<ConditionalAtLeastOne.Branch> branches = new ArrayList<>();
        branches.add(branch(ifPath, argument, "if_match", "then_at_least_one_of", "then_err"));
        if (argument.has("else_match")) {
            branches.add(branch(ifPath, argument, "else_match", "else_then_at_least_one_of", "else_then_err"));
        }
        List<FieldPath> paths = new ArrayList<>(List.of(ifPath));
        branches.forEach(branch -> paths.addAll(branch.candidates()));
        return new EntityCheck(sources(paths), false, new ConditionalAtLeastOne(ifPath, branches));
    }

    private ConditionalAtLeastOne.Branch branch(
            FieldPath ifPath, JsonNode argument, String match, String candidates, String message) {
        return new ConditionalAtLeastOne.Branch(
                condition(ifPath, argument.get(match)),
                paths(argument.get(candidates)),
                Optional.ofNullable(argument.get(message)).map(JsonNode::asText));
    }

    /**
     * A rule written in Java: {@code check} always, {@code request_check} for what clients of the Admin API write,
     * {@code file_check} for declarative files. Without any it is only described to clients.
     */
    private EntityCheck custom(JsonNode argument) {
        List<FieldPath> paths = paths(argument.get("field_sources"));
        boolean needsGood = !argument.path("run_with_invalid_fields").asBoolean();
        Optional<ValueCheck> always = named(argument, "check");
        Optional<ValueCheck> request = named(argument, "request_check");
        Optional<ValueCheck> file = named(argument, "file_check");
        return new EntityCheck(sources(paths), needsGood, violations -> {
            run(always, violations);
            if (violations.operation().comesFromRequest()) {
                run(request, violations);
            } else if (violations.operation() == Operation.DECLARATIVE) {
                run(file, violations);
            }
        });
    }

    private static Optional<ValueCheck> named(JsonNode argument, String attribute) {
        return Optional.ofNullable(argument.get(attribute)).map(name -> NamedChecks.get(name.asText()));
    }

    private static void run(Optional<ValueCheck> check, Violations violations) {
        check.flatMap(rule -> rule.problem(violations.document())).ifPresent(violations::add);
    }

    /** The condition on a field: its type, and the rules of the match alone. */
    private Field condition(FieldPath path, JsonNode match) {
        ObjectNode definition = match.deepCopy();
        definition.put("type", fieldAt(path).map(field -> field.type().label()).orElse("string"));
        return SchemaReader.field(definition);
    }

    /** What is then demanded of a field: its own rules, those of the match in place of its own of the same name. */
    private Field consequence(FieldPath path, ObjectNode match) {
        ObjectNode definition = fieldAt(path)
                .map(field -> field.definition().deepCopy())
                .orElseThrow(() -> new MalformedSchemaException("field '" + path.text() + "' of a check is unknown"));
        match.properties().forEach(rule -> definition.set(rule.getKey(), rule.getValue()));
        return SchemaReader.field(definition);
    }

    private Optional<Field> fieldAt(FieldPath path) {
        Field field = fields.get(path.head());
        if (field == null || path.steps().size() == 1) {
            return Optional.ofNullable(field);
        }
        FieldPath rest = FieldPath.of(path.steps().subList(1, path.steps().size()));
        return field.record().flatMap(record -> record.fieldAt(rest));
    }

    private List<EntityCheck.Source> sources(List<FieldPath> paths) {
        return paths.stream()
                .map(path -> new EntityCheck.Source(path, fieldAt(path)))
                .toList();
    }

    private static List<FieldPath> paths(JsonNode names) {
        List<FieldPath> paths = new ArrayList<>();
        names.forEach(name -> paths.add(FieldPath.of(name.asText())));
        return List.copyOf(paths);
    }
}

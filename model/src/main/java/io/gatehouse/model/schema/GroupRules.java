package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about how many of a group of fields may be given. */
final class GroupRules {
    static final String WHEN_UPDATING = "when updating, ";

    private GroupRules() {}

    static EntityCheck.Body atLeastOne(List<FieldPath> paths) {
        String problem = "at least one of these fields must be non-empty: " + quoted(paths);
        return violations -> {
            if (given(paths, violations) == 0) {
                violations.addEntity(violations.update() ? WHEN_UPDATING + problem : problem);
            }
        };
    }

    static EntityCheck.Body exactlyOne(List<FieldPath> paths) {
        String problem = "exactly one of these fields must be non-empty: " + quoted(paths);
        return violations -> addUnless(given(paths, violations) == 1, violations, problem);
    }

    static EntityCheck.Body atMostOne(List<FieldPath> paths) {
        String problem = "only one or none of these fields must be set: " + quoted(paths);
        return violations -> addUnless(given(paths, violations) <= 1, violations, problem);
    }

    static EntityCheck.Body allOrNone(List<FieldPath> paths) {
        String problem = "all or none of these fields must be set: " + quoted(paths);
        return violations -> {
            long given = given(paths, violations);
            addUnless(given == 0 || given == paths.size(), violations, problem);
        };
    }

    static EntityCheck.Body distinct(List<FieldPath> paths) {
        String problem = "values of these fields must be distinct: " + quoted(paths);
        return violations -> {
            Set<JsonNode> seen = new HashSet<>();
            boolean good = paths.stream()
                    .map(path -> path.in(violations.document()))
                    .filter(value -> !EmptyValues.isNull(value))
                    .allMatch(seen::add);
            addUnless(good, violations, problem);
        };
    }

    static long given(List<FieldPath> paths, Violations violations) {
        return paths.stream()
                .filter(path -> EmptyValues.isNonEmpty(path.in(violations.document())))
                .count();
    }

    static String quoted(List<FieldPath> paths) {
        return paths.stream().map(path -> "'" + path.text() + "'").collect(Collectors.joining(", "));
    }

    private static void addUnless(boolean good, Violations violations, String problem) {
        if (!good) {
            violations.addEntity(problem);
        }
    }
}

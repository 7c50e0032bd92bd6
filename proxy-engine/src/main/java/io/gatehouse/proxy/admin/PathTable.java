package io.gatehouse.proxy.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The paths that are known. Of several that fit, the one that was added first counts. Fixed before the first request. */
final class PathTable {
    private final Map<String, List<Entry>> byFirst = new HashMap<>();
    private final SortedSet<String> templates = new TreeSet<>(bySegments());

    private record Entry(List<String> segments, Resource resource) {}

    /**
     * A path that fits.
     *
     * @param values in place of the names in its template, in their order
     */
    record Match(Resource resource, List<String> values) {}

    /** @param template with names in braces, such as {@code /schemas/plugins/{name}}; the first segment is none */
    void add(String template, Resource resource) {
        List<String> segments = template.equals("/")
                ? List.of()
                : Arrays.asList(template.substring(1).split("/"));
        byFirst.computeIfAbsent(first(segments), name -> new ArrayList<>()).add(new Entry(segments, resource));
        templates.add(template);
    }

    Optional<Match> find(List<String> path) {
        for (Entry entry : byFirst.getOrDefault(first(path), List.of())) {
            Optional<List<String>> values = values(entry.segments(), path);
            if (values.isPresent()) {
                return Optional.of(new Match(entry.resource(), values.get()));
            }
        }
        return Optional.empty();
    }

    /** All templates, in order of their segments. */
    SortedSet<String> templates() {
        return templates;
    }

    private static Optional<List<String>> values(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < template.size(); i++) {
            if (template.get(i).startsWith("{")) {
                values.add(path.get(i));
            } else if (!template.get(i).equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String first(List<String> segments) {
        return segments.isEmpty() ? "" : segments.get(0);
    }

    private static Comparator<String> bySegments() {
        return (left, right) -> Arrays.compare(left.split("/"), right.split("/"));
    }
}

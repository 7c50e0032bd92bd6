package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Several prefixes. Those that go past the end of this segment (its closing slash included) are found by the whole
 * segment; those that end within it by each length that one of them has. Both take one pass over the segment, however
 * many prefixes there are.
 */
final class PathBranch implements PathNode {
    static final PathBranch EMPTY = new PathBranch(null, TextTable.empty(), TextTable.empty(), 0);

    /** Bit of all lengths from here on. */
    private static final int LONG = 63;

    private final Candidates here;
    private final TextTable<PathNode> segments;
    private final TextTable<Candidates> parts;
    private final long partLengths;

    private PathBranch(Candidates here, TextTable<PathNode> segments, TextTable<Candidates> parts, long partLengths) {
        this.here = here;
        this.segments = segments;
        this.parts = parts;
        this.partLengths = partLengths;
    }

    static PathBranch of(PathLeaf leaf) {
        String rest = leaf.rest();
        if (rest.isEmpty()) {
            return new PathBranch(leaf.candidates(), EMPTY.segments, EMPTY.parts, 0);
        }
        int end = segmentEnd(rest, 0);
        if (end < 0) {
            TextTable<Candidates> parts =
                    EMPTY.parts.edit().put(rest, leaf.candidates()).table();
            return new PathBranch(null, EMPTY.segments, parts, lengthBit(rest.length()));
        }
        PathNode next = new PathLeaf(rest.substring(end), leaf.candidates());
        TextTable<PathNode> segments =
                EMPTY.segments.edit().put(rest.substring(0, end), next).table();
        return new PathBranch(null, segments, EMPTY.parts, 0);
    }

    /** Past the slash that closes the segment; -1: it is the last. A slash at the start belongs to the segment. */
    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from + 1);
        return slash < 0 ? -1 : slash + 1;
    }

    private static long lengthBit(int length) {
        return 1L << Math.min(length, LONG);
    }

    /** A changed copy; null when no rule is left. */
    PathBranch with(Map<String, RuleChange> changes) {
        Candidates newHere = here;
        TextTable.Edit<Candidates> newParts = parts.edit();
        Map<String, Map<String, RuleChange>> bySegment = new HashMap<>();
        for (Map.Entry<String, RuleChange> change : changes.entrySet()) {
            String text = change.getKey();
            int end = segmentEnd(text, 0);
            if (text.isEmpty()) {
                newHere = Candidates.with(here, change.getValue());
            } else if (end < 0) {
                newParts.put(text, Candidates.with(newParts.get(text), change.getValue()));
            } else {
                bySegment
                        .computeIfAbsent(text.substring(0, end), segment -> new HashMap<>(2))
                        .put(text.substring(end), change.getValue());
            }
        }
        TextTable.Edit<PathNode> newSegments = segments.edit();
        bySegment.forEach((segment, rest) -> newSegments.put(segment, PathNode.with(newSegments.get(segment), rest)));
        TextTable<Candidates> changedParts = newParts.table();
        PathBranch branch = new PathBranch(newHere, newSegments.table(), changedParts, lengths(changedParts));
        return newHere == null && branch.segments.isEmpty() && changedParts.isEmpty() ? null : branch;
    }

    private long lengths(TextTable<Candidates> changed) {
        if (changed == parts) {
            return partLengths;
        }
        long[] lengths = {0};
        changed.forEach((text, candidates) -> lengths[0] |= lengthBit(text.length()));
        return lengths[0];
    }

    @Override
    public RouteRule best(
            RouteRequest request, String path, int from, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = here == null ? best : here.best(request, port, methodBit, scope, best);
        int end = segmentEnd(path, from);
        int last = end < 0 ? path.length() : end;
        int hash = 0;
        long lengths = partLengths;
        for (int i = from; i < last; i++) {
            hash = 31 * hash + path.charAt(i);
            if (lengths != 0 && (lengths & lengthBit(i + 1 - from)) != 0) {
                Candidates part = parts.get(path, from, i + 1, hash);
                if (part != null) {
                    found = part.best(request, port, methodBit, scope, found);
                }
            }
        }
        if (end >= 0) {
            PathNode next = segments.get(path, from, end, hash);
            if (next != null) {
                found = next.best(request, path, end, port, methodBit, scope, found);
            }
        }
        return found;
    }
}

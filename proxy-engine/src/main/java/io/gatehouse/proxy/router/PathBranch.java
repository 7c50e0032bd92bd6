package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;
import java.util.HashMap;
import java.util.Map;

/**
 * Several prefixes. Those that go past the end of this segment (its closing slash included) are found by the whole
 * segment; those that end within it by each length that one of them has, longest first, as far as shorter ones can still
 * win. Both take a pass over the segment, however many prefixes there are.
 */
final class PathBranch implements PathNode {
    static final PathBranch EMPTY = new PathBranch(null, TextTable.empty(), TextTable.empty(), PartLengths.NONE);

    /** Takes back one step of the hash: 31 times this is 1, modulo 2^32. */
    private static final int INVERSE_OF_31 = 0xBDEF7BDF;

    private final Candidates here;
    private final TextTable<PathNode> segments;
    private final TextTable<Candidates> parts;
    private final PartLengths partLengths;

    private PathBranch(
            Candidates here, TextTable<PathNode> segments, TextTable<Candidates> parts, PartLengths partLengths) {
        this.here = here;
        this.segments = segments;
        this.parts = parts;
        this.partLengths = partLengths;
    }

    static PathBranch of(PathLeaf leaf) {
        String rest = leaf.rest();
        if (rest.isEmpty()) {
            return new PathBranch(leaf.candidates(), EMPTY.segments, EMPTY.parts, PartLengths.NONE);
        }
        int end = segmentEnd(rest, 0);
        if (end < 0) {
            TextTable<Candidates> parts =
                    EMPTY.parts.edit().put(rest, leaf.candidates()).table();
            PartLengths lengths =
                    PartLengths.NONE.with(rest.length(), leaf.candidates().first());
            return new PathBranch(null, EMPTY.segments, parts, lengths);
        }
        PathNode next = new PathLeaf(rest.substring(end), leaf.candidates());
        TextTable<PathNode> segments =
                EMPTY.segments.edit().put(rest.substring(0, end), next).table();
        return new PathBranch(null, segments, EMPTY.parts, PartLengths.NONE);
    }

    /** Past the slash that closes the segment; -1: it is the last. A slash at the start belongs to the segment. */
    private static int segmentEnd(String path, int from) {
        int slash = path.indexOf('/', from + 1);
        return slash < 0 ? -1 : slash + 1;
    }

    /** A changed copy; null when no rule is left. */
    PathBranch with(Map<String, RuleChange> changes) {
        Candidates newHere = here;
        TextTable.Edit<Candidates> newParts = parts.edit();
        PartLengths lengths = partLengths;
        Map<String, String> rests = new HashMap<>();
        Map<String, Map<String, RuleChange>> bySegment = new HashMap<>();
        for (Map.Entry<String, RuleChange> change : changes.entrySet()) {
            String text = change.getKey();
            int end = segmentEnd(text, 0);
            if (text.isEmpty()) {
                newHere = Candidates.with(here, change.getValue());
            } else if (end < 0) {
                Candidates part = Candidates.with(newParts.get(text), change.getValue());
                newParts.put(text, part);
                lengths = part == null ? lengths : lengths.with(text.length(), part.first());
            } else {
                bySegment
                        .computeIfAbsent(text.substring(0, end), segment -> new HashMap<>(2))
                        // equal texts as one object: it stays in the processor's cache
                        .put(rests.computeIfAbsent(text.substring(end), rest -> rest), change.getValue());
            }
        }
        TextTable.Edit<PathNode> newSegments = segments.edit();
        bySegment.forEach((segment, rest) -> newSegments.put(segment, PathNode.with(newSegments.get(segment), rest)));
        TextTable<Candidates> changedParts = newParts.table();
        PathBranch branch = new PathBranch(
                newHere, newSegments.table(), changedParts, changedParts.isEmpty() ? PartLengths.NONE : lengths);
        return newHere == null && branch.segments.isEmpty() && changedParts.isEmpty() ? null : branch;
    }

    @Override
    public RouteRule best(
            RouteRequest request, String path, int from, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = here == null ? best : here.best(request, port, methodBit, scope, best);
        int end = segmentEnd(path, from);
        if (end >= 0 && !segments.isEmpty()) {
            PathNode next = segments.get(path, from, end, TextTable.hash(path, from, end));
            if (next != null) {
                found = next.best(request, path, end, port, methodBit, scope, found);
            }
        }
        return partLengths.size() == 0
                ? found
                : bestPart(request, path, from, end < 0 ? path.length() : end, port, methodBit, scope, found);
    }

    private RouteRule bestPart(
            RouteRequest request,
            String path,
            int from,
            int end,
            int port,
            long methodBit,
            Scope scope,
            RouteRule best) {
        RouteRule found = best;
        int hashed = -1;
        int hash = 0;
        for (int i = 0; i < partLengths.size(); i++) {
            int to = from + partLengths.length(i);
            if (to > end || found != null && partLengths.first(i) > found.first()) {
                continue;
            }
            if (hashed < 0) {
                hash = TextTable.hash(path, from, to);
                hashed = to;
            }
            for (; hashed > to; hashed--) {
                hash = (hash - path.charAt(hashed - 1)) * INVERSE_OF_31;
            }
            Candidates part = parts.get(path, from, to, hash);
            if (part != null) {
                found = part.best(request, port, methodBit, scope, found);
            }
        }
        return found;
    }
}

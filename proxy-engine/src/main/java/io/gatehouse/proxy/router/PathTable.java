package io.gatehouse.proxy.router;

import java.util.List;
import java.util.Map;

/** The rules of one host entry by path prefix. Immutable. */
final class PathTable {
    private final RadixTree<Candidates> tree = RadixTree.forwards();

    /**
     * @param byPrefix candidates sorted by rank
     */
    PathTable(Map<String, List<Candidate>> byPrefix) {
        byPrefix.forEach((prefix, candidates) -> tree.put(prefix, Candidates.of(candidates)));
    }

    /** The matching rule of lowest rank, or {@code best}. */
    RouteRule best(RouteRequest request, String path, int port, long methodBit, Scope scope, RouteRule best) {
        RouteRule found = best;
        for (RadixTree.Node<Candidates> node = tree.root(); node != null; node = node.next(path, path.length())) {
            Candidates candidates = node.value();
            if (candidates != null) {
                found = candidates.best(request, port, methodBit, scope, found);
            }
        }
        return found;
    }
}

package io.gatehouse.proxy.router;

import java.util.Map;

/**
 * The rules of one host entry by path prefix, from some position of the path on. Immutable; a changed copy shares what
 * did not change.
 */
sealed interface PathNode permits PathLeaf, PathBranch {

    /**
     * A changed copy.
     *
     * @param before null: nothing yet
     * @param changes by what follows this position in the rules' prefixes
     * @return null when no rule is left
     */
    static PathNode with(PathNode before, Map<String, RuleChange> changes) {
        if (before instanceof PathBranch branch) {
            return branch.with(changes);
        }
        PathLeaf leaf = (PathLeaf) before;
        if (changes.size() == 1) {
            Map.Entry<String, RuleChange> only = changes.entrySet().iterator().next();
            if (leaf == null || leaf.rest().equals(only.getKey())) {
                Candidates candidates = Candidates.with(leaf == null ? null : leaf.candidates(), only.getValue());
                return candidates == null ? null : new PathLeaf(only.getKey(), candidates);
            }
        }
        PathBranch branch = leaf == null ? PathBranch.EMPTY : PathBranch.of(leaf);
        return branch.with(changes);
    }

    /**
     * The first matching rule, or {@code best} when none comes before it.
     *
     * @param from where in the path this node begins
     * @param best may be null
     */
    RouteRule best(RouteRequest request, String path, int from, int port, long methodBit, Scope scope, RouteRule best);
}

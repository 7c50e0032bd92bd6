package io.gatehouse.proxy.router;

import java.util.Arrays;

/** The rules at one place of the index: same host entry, same path. Immutable. */
sealed interface Candidates permits CandidateList, CandidateGroups {

    /** Up to here, comparing one by one is cheaper than looking up. */
    int FEW = 8;

    /** A changed copy; null when no candidate is left. */
    static Candidates with(Candidates before, RuleChange change) {
        if (before instanceof CandidateGroups groups) {
            return groups.with(change);
        }
        CandidateList list = CandidateList.with((CandidateList) before, change);
        if (list == null || list.size() <= FEW) {
            return list;
        }
        return CandidateGroups.of(list.all());
    }

    /** Two sorted arrays in one. */
    static Candidate[] merge(Candidate[] left, Candidate[] right) {
        if (left.length == 0) {
            return right;
        }
        Candidate[] merged = Arrays.copyOf(left, left.length + right.length);
        int from = left.length - 1;
        int at = merged.length - 1;
        for (int i = right.length - 1; i >= 0; i--) {
            while (from >= 0 && merged[from].compareTo(right[i]) > 0) {
                merged[at--] = merged[from--];
            }
            merged[at--] = right[i];
        }
        return merged;
    }

    /**
     * The first matching rule, or {@code best} when none comes before it.
     *
     * @param best may be null
     */
    RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best);
}

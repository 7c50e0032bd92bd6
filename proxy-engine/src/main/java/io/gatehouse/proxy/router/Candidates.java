package io.gatehouse.proxy.router;

import java.util.Arrays;

/** The rules at one place of the index: same host entry, same path. Immutable. */
sealed interface Candidates permits RouteRule, CandidateList, CandidateGroups {

    /** Up to here, comparing one by one is cheaper than looking up. */
    int FEW = 8;

    /** A changed copy; null when no candidate is left. */
    static Candidates with(Candidates before, RuleChange change) {
        if (before instanceof CandidateGroups groups) {
            return groups.with(change);
        }
        CandidateList known = before instanceof RouteRule rule ? CandidateList.of(rule) : (CandidateList) before;
        CandidateList list = CandidateList.with(known, change);
        if (list == null || list.size() > FEW) {
            return list == null ? null : CandidateGroups.of(list.all());
        }
        Candidate only = list.all()[0];
        return list.all().length == 1 && only.port() == 0 ? only.rule() : list;
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

    /** The least {@link RuleOrder#first} that one of them may have. */
    long first();

    /**
     * The first matching rule, or {@code best} when none comes before it.
     *
     * @param best may be null
     */
    RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best);
}

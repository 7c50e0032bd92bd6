package io.gatehouse.proxy.router;

import java.util.List;

/** The rules at one place of the index: same host entry, same path. Immutable. */
sealed interface Candidates permits CandidateList, CandidateGroups {

    /** Up to here, comparing one by one is cheaper than looking up. */
    int FEW = 8;

    /**
     * @param sorted by rank
     */
    static Candidates of(List<Candidate> sorted) {
        CandidateList list = CandidateList.of(sorted);
        return list.size() <= FEW ? list : CandidateGroups.of(list.candidates());
    }

    /**
     * The matching rule of lowest rank, or {@code best} when none is lower.
     *
     * @param best may be null
     */
    RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best);
}

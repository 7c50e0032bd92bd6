package io.gatehouse.proxy.router;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Candidates compared one after the other. */
final class CandidateList implements Candidates {
    private final Candidate[] sorted;

    private CandidateList(Candidate[] sorted) {
        this.sorted = sorted;
    }

    /** Leaves out what can never win, so that copies of a route cost nothing. */
    static CandidateList of(List<Candidate> sorted) {
        if (sorted.size() == 1) {
            return new CandidateList(new Candidate[] {sorted.get(0)});
        }
        Set<String> seen = new HashSet<>();
        return new CandidateList(sorted.stream()
                .filter(candidate -> seen.add(candidate.signature()))
                .toArray(Candidate[]::new));
    }

    int size() {
        return sorted.length;
    }

    List<Candidate> candidates() {
        return List.of(sorted);
    }

    @Override
    public RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        for (Candidate candidate : sorted) {
            RouteRule rule = candidate.rule();
            if (best != null && rule.rank() >= best.rank()) {
                return best;
            }
            if (candidate.matches(request, port, methodBit, scope)) {
                return rule;
            }
        }
        return best;
    }
}

package io.gatehouse.proxy.router;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Candidates compared one after the other. */
final class CandidateList implements Candidates {
    private static final Candidate[] NONE = {};

    private final Candidate[] all;
    private final Candidate[] distinct;

    private CandidateList(Candidate[] all) {
        this.all = all;
        this.distinct = distinct(all);
    }

    /** A rule that was alone. */
    static CandidateList of(RouteRule rule) {
        return new CandidateList(new Candidate[] {new Candidate(rule, 0)});
    }

    /** A changed copy; null when no candidate is left. */
    static CandidateList with(CandidateList before, RuleChange change) {
        Candidate[] kept = before == null ? NONE : before.all;
        if (!change.removed().isEmpty()) {
            kept = Arrays.stream(kept)
                    .filter(candidate -> !change.removes(candidate))
                    .toArray(Candidate[]::new);
        }
        Candidate[] added = change.added().toArray(Candidate[]::new);
        Arrays.sort(added);
        Candidate[] all = Candidates.merge(kept, added);
        return all.length == 0 ? null : new CandidateList(all);
    }

    /** Leaves out what can never win, so that copies of a route cost nothing. */
    private static Candidate[] distinct(Candidate[] sorted) {
        if (sorted.length == 1) {
            return sorted;
        }
        Set<String> seen = new HashSet<>();
        return Arrays.stream(sorted)
                .filter(candidate -> seen.add(candidate.signature()))
                .toArray(Candidate[]::new);
    }

    /** How many there are to compare. */
    int size() {
        return distinct.length;
    }

    /** Whether it has this rule, or one in the same place of the order. */
    boolean holds(RouteRule rule) {
        return Arrays.binarySearch(all, new Candidate(rule, 0)) >= 0;
    }

    /** Also those that cannot win while others are there; shared, not to be changed. */
    Candidate[] all() {
        return all;
    }

    @Override
    public long first() {
        return distinct[0].rule().first();
    }

    @Override
    public RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        for (Candidate candidate : distinct) {
            RouteRule rule = candidate.rule();
            if (best != null && !rule.before(best)) {
                return best;
            }
            if (candidate.matches(request, port, methodBit, scope)) {
                return rule;
            }
        }
        return best;
    }
}

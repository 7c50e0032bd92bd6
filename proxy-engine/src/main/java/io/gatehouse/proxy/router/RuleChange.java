package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What changes at one place of the index: rules whose routes leave it, and candidates that come. For one thread. */
final class RuleChange {
    private final List<RouteRule> removed = new ArrayList<>(1);
    private final Set<RouteConfig> gone = Collections.newSetFromMap(new IdentityHashMap<>(2));
    private final List<Candidate> added = new ArrayList<>(1);

    void remove(RouteRule rule) {
        removed.add(rule);
        gone.add(rule.route());
    }

    void add(Candidate candidate) {
        added.add(candidate);
    }

    boolean removes(Candidate candidate) {
        return gone.contains(candidate.rule().route());
    }

    List<RouteRule> removed() {
        return removed;
    }

    List<Candidate> added() {
        return added;
    }
}

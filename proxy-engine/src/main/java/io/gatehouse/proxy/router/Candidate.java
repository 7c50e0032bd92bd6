package io.gatehouse.proxy.router;

/**
 * A rule at one place of the index.
 *
 * @param port that the rule's host entry asks for; 0: any
 */
record Candidate(RouteRule rule, int port) implements Comparable<Candidate> {

    boolean matches(RouteRequest request, int requestPort, long methodBit, Scope scope) {
        return (port == 0 || port == requestPort)
                && scope.admits(rule)
                && rule.matches(request, requestPort, methodBit);
    }

    /** Equal for two candidates of which the later can never win. */
    String signature() {
        return port + "|" + rule.signature();
    }

    @Override
    public int compareTo(Candidate other) {
        return rule.order().compareTo(other.rule.order());
    }
}

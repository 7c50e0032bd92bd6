package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;

/**
 * The compiled conditions of a rule.
 *
 * @param path as configured; empty text: the route has no paths
 * @param prefix a plain path, or the text that every match of the pattern begins with; bytes
 * @param headerCaptures whether groups of header patterns are captures of the match
 * @param addresses whether sources and destinations count
 */
record RuleParts(
        List<HostRule> hosts,
        String path,
        String prefix,
        Optional<PathPattern> pattern,
        HeaderRule[] headers,
        boolean headerCaptures,
        Optional<SniRule> snis,
        boolean addresses) {

    /** Whether all requests that match get the same answer. */
    boolean constant() {
        return pattern.isEmpty() && !headerCaptures;
    }

    /** The answer for a request that matched. */
    RouteMatch match(RouteConfig route, RouteRequest request) {
        PathPattern.Part part = pattern.flatMap(expression -> expression.match(request.path()))
                .orElseGet(() -> new PathPattern.Part(regex() ? "" : prefix, Captures.NONE));
        Captures captures = part.captures();
        if (headerCaptures) {
            for (HeaderRule header : headers) {
                captures = captures.overlaidBy(header.captures(request));
            }
        }
        return new RouteMatch(route, part.prefix(), captures);
    }

    boolean regex() {
        return pattern.isPresent();
    }

    /** Whether there are hosts, and none has a wildcard. */
    boolean plainHosts() {
        return !hosts.isEmpty() && hosts.stream().noneMatch(HostRule::wildcard);
    }
}

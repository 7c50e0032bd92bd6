package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;

/**
 * The compiled conditions of a rule.
 *
 * @param path as configured; empty text: the route has no paths
 * @param prefix a plain path, or the text that every match of the pattern begins with; bytes
 * @param texts what a path must hold besides; bytes
 * @param headerCaptures whether groups of header patterns are captures of the match
 * @param addresses whether sources and destinations count
 * @param expression says all that there is to compare, when it is there
 */
record RuleParts(
        List<HostRule> hosts,
        String path,
        String prefix,
        List<String> texts,
        Optional<PathPattern> pattern,
        HeaderRule[] headers,
        boolean headerCaptures,
        Optional<SniRule> snis,
        boolean addresses,
        Optional<RouteExpression> expression) {

    /** Whether host and path, and perhaps methods, are all there is to compare. */
    boolean decidedByIndex() {
        return pattern.isEmpty() && headers.length == 0 && snis.isEmpty() && !addresses && expression.isEmpty();
    }

    /** Whether all requests that match get the same answer. */
    boolean constant() {
        return expression.isPresent() ? expression.get().prefix().isPresent() : pattern.isEmpty() && !headerCaptures;
    }

    /** What of the path the answer has when it is constant. */
    String matchedPrefix() {
        return expression.flatMap(RouteExpression::prefix).orElse(prefix);
    }

    /**
     * The answer for a request that matched.
     *
     * @param port of the {@code Host} header, or its default in the flavour
     */
    RouteMatch match(RouteConfig route, RouteRequest request, int port) {
        if (expression.isPresent()) {
            MatchNotes notes = expression.get().notes(request, port);
            return new RouteMatch(route, notes.prefix(), notes.captures());
        }
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

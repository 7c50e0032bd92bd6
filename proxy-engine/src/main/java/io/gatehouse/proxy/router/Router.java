package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;

/** Finds the route of a request. Immutable; thread-safe; never blocks. */
public interface Router {

    /** Finds the route; without regular expressions and header rules involved, this allocates nothing. */
    Optional<RouteMatch> match(RouteRequest request);

    /**
     * The router of other routes, which answers as one made of them from scratch would. Its cost depends on the number
     * of changes, not on the number of routes; this router stays as it is.
     *
     * @param removed routes that this router was given, the same objects
     * @throws io.gatehouse.proxy.pattern.PatternException when an added route holds a bad regular expression
     */
    Router with(List<RouteConfig> removed, List<RouteConfig> added);

    /** How many routes it knows. */
    int size();
}

package io.gatehouse.proxy.router;

import java.util.Optional;

/** Finds the route of a request. Immutable; thread-safe; never blocks. */
public interface Router {

    /** Finds the route; without regular expressions and header rules involved, this allocates nothing. */
    Optional<RouteMatch> match(RouteRequest request);

    /** How many routes it knows. */
    int size();
}

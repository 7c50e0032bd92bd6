package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.AddressRule;
import io.gatehouse.proxy.entity.RouteConfig;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A route reduced to one path: what is indexed and compared. Where it is alone at its place of the index, it stands there
 * itself. Immutable.
 */
final class RouteRule implements Candidates {
    private final RouteConfig route;
    private final RuleParts parts;
    private final long methodMask;
    private final Optional<RouteMatch> plainMatch;
    private final RuleOrder order;
    // copies, so that most rules are compared without a look at anything else
    private final long firstOfOrder;
    private final boolean decidedByIndex;

    /**
     * @param methodMask bits of the route's methods; 0: methods do not count
     */
    RouteRule(RouteConfig route, RuleParts parts, long methodMask, RuleOrder order) {
        this.order = order;
        this.route = route;
        this.parts = parts;
        this.methodMask = methodMask;
        this.firstOfOrder = order.first();
        this.decidedByIndex = methodMask == 0 && parts.decidedByIndex();
        this.plainMatch = Optional.of(new RouteMatch(route, parts.matchedPrefix(), Captures.NONE));
    }

    RouteConfig route() {
        return route;
    }

    RuleParts parts() {
        return parts;
    }

    RuleOrder order() {
        return order;
    }

    /** Whether this rule is tried first. */
    boolean before(RouteRule other) {
        return firstOfOrder != other.firstOfOrder
                ? firstOfOrder < other.firstOfOrder
                : order.compareTo(other.order) < 0;
    }

    /** See {@link RuleOrder#first}. */
    @Override
    public long first() {
        return firstOfOrder;
    }

    @Override
    public RouteRule best(RouteRequest request, int port, long methodBit, Scope scope, RouteRule best) {
        boolean better = best == null || before(best);
        return better && scope.admits(this) && matches(request, port, methodBit) ? this : best;
    }

    /** The bits of {@link RuleKind}. */
    int category() {
        return RuleKind.categoryOf(route);
    }

    /** Where its category stands in the order in which categories are tried. */
    int categoryPlace() {
        return RuleKind.place(category());
    }

    /**
     * Compares all that the index did not decide.
     *
     * @param port of the {@code Host} header, or its default in the flavour
     */
    boolean matches(RouteRequest request, int port, long methodBit) {
        if (decidedByIndex) {
            return true;
        }
        if (parts.expression().isPresent()) {
            return parts.expression().get().holds(request, port);
        }
        return matchesMethod(request, methodBit)
                && (parts.snis().isEmpty()
                        || !request.secure()
                        || parts.snis().get().matches(request.sni()))
                && matchesHeaders(request)
                && matchesAddresses(request, port)
                && (parts.pattern().isEmpty() || parts.pattern().get().matches(request.path()));
    }

    private boolean matchesMethod(RouteRequest request, long methodBit) {
        if (methodMask == 0) {
            return true;
        }
        return (methodMask & methodBit) != 0
                && (methodBit != MethodTable.CROWDED || route.methods().contains(request.method()));
    }

    private boolean matchesHeaders(RouteRequest request) {
        HeaderRule[] headers = parts.headers();
        for (HeaderRule header : headers) {
            if (!header.matches(request)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesAddresses(RouteRequest request, int port) {
        if (!parts.addresses()) {
            return true;
        }
        InetSocketAddress source = request.source();
        return matches(route.sources(), source, source.getPort())
                && matches(route.destinations(), request.destination(), port);
    }

    static boolean matches(List<AddressRule> rules, InetSocketAddress address, int port) {
        if (rules.isEmpty()) {
            return true;
        }
        for (AddressRule rule : rules) {
            if (rule.matches(address.getAddress(), port)) {
                return true;
            }
        }
        return false;
    }

    /** The answer for a request that matched; without regular expressions it is always the same object. */
    Optional<RouteMatch> match(RouteRequest request, int port) {
        return decidedByIndex || parts.constant() ? plainMatch : Optional.of(parts.match(route, request, port));
    }

    /** Texts by which two rules at one place of the index are told apart; equal texts: the second is never reached. */
    String signature() {
        if (parts.expression().isPresent()) {
            return parts.expression().get().text();
        }
        return parts.path() + "|" + (methodMask == 0 ? "" : route.methods()) + "|" + Arrays.toString(parts.headers())
                + "|" + parts.snis() + "|" + (parts.addresses() ? route.sources() + "|" + route.destinations() : "");
    }
}

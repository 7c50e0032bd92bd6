package io.gatehouse.proxy.router;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.entity.AddressRule;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the route of a connection. Immutable; thread-safe. */
public final class StreamRouter {
    private static final int EXACT_ADDRESS = 8;
    private static final int PORT = 4;
    private static final int NETWORK = 1;

    private final RouterFlavor flavor;
    private final List<RouteConfig> all;
    private final Map<Integer, List<Ranked>> byDestinationPort = new HashMap<>();
    private final List<Ranked> anyDestinationPort = new ArrayList<>();
    private final boolean serverNamesNeedTls;

    private record Ranked(RouteConfig route, Optional<SniRule> snis, Optional<RouteExpression> expression, int rank) {

        boolean matches(ConnectionRequest connection) {
            if (expression.isPresent()) {
                return expression
                        .get()
                        .holds(
                                new ConnectionFacts(connection),
                                connection.destination().getPort());
            }
            boolean tls = connection.protocol() == Protocol.TLS;
            return (snis.isEmpty() || !tls || snis.get().matches(connection.sni()))
                    && RouteRule.matches(
                            route.sources(),
                            connection.source(),
                            connection.source().getPort())
                    && RouteRule.matches(
                            route.destinations(),
                            connection.destination(),
                            connection.destination().getPort());
        }
    }

    static StreamRouter empty(RouterFlavor flavor) {
        return new StreamRouter(List.of(), flavor);
    }

    /** The router of other routes; made anew when there is any change, for routes of connections are few. */
    StreamRouter with(List<RouteConfig> removed, List<RouteConfig> added) {
        if (removed.isEmpty() && added.isEmpty()) {
            return this;
        }
        Set<RouteConfig> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(removed);
        List<RouteConfig> routes = new ArrayList<>(added);
        all.stream().filter(route -> !gone.contains(route)).forEach(routes::add);
        return new StreamRouter(routes, flavor);
    }

    private StreamRouter(List<RouteConfig> routes, RouterFlavor flavor) {
        this.flavor = flavor;
        serverNamesNeedTls = flavor == RouterFlavor.TRADITIONAL;
        Comparator<RouteConfig> order = serverNamesNeedTls ? traditionalOrder() : compatibleOrder();
        List<RouteConfig> sorted = new ArrayList<>(routes);
        sorted.sort(order);
        int rank = 0;
        for (RouteConfig route : sorted) {
            Optional<SniRule> snis = route.snis().isEmpty() ? Optional.empty() : Optional.of(SniRule.of(route.snis()));
            Optional<RouteExpression> expression =
                    RouteExpression.in(route) ? Optional.of(RouteExpression.of(route)) : Optional.empty();
            place(new Ranked(route, snis, expression, rank++));
        }
        all = List.copyOf(sorted);
    }

    private void place(Ranked rule) {
        List<AddressRule> destinations = rule.route().destinations();
        boolean everyPortNamed = !destinations.isEmpty()
                && destinations.stream().allMatch(address -> address.port().isPresent());
        if (!everyPortNamed) {
            anyDestinationPort.add(rule);
            return;
        }
        destinations.stream()
                .map(address -> address.port().getAsInt())
                .distinct()
                .forEach(port -> byDestinationPort
                        .computeIfAbsent(port, key -> new ArrayList<>())
                        .add(rule));
    }

    /** Finds the route; rules about TLS server names are passed over where the flavour passes over them. */
    public Optional<RouteConfig> match(ConnectionRequest connection) {
        Ranked named =
                first(byDestinationPort.getOrDefault(connection.destination().getPort(), List.of()), connection);
        Ranked other = first(anyDestinationPort, connection);
        if (named == null || other != null && other.rank() < named.rank()) {
            named = other;
        }
        return Optional.ofNullable(named).map(Ranked::route);
    }

    private Ranked first(List<Ranked> rules, ConnectionRequest connection) {
        for (Ranked rule : rules) {
            boolean claimable = rule.snis().isEmpty() || !serverNamesNeedTls || connection.protocol() == Protocol.TLS;
            if (claimable && rule.matches(connection)) {
                return rule;
            }
        }
        return null;
    }

    public int size() {
        return all.size();
    }

    private static Comparator<RouteConfig> traditionalOrder() {
        return Comparator.<RouteConfig>comparingInt(route -> Integer.bitCount(RuleKind.streamCategoryOf(route)))
                .thenComparingInt(RuleKind::streamCategoryOf)
                .thenComparing(route -> route.sources().stream().anyMatch(StreamRouter::complete))
                .thenComparing(route -> route.destinations().stream().anyMatch(StreamRouter::complete))
                .reversed()
                .thenComparingLong(RouteConfig::createdAt)
                .thenComparing(RouteConfig::id);
    }

    private static boolean complete(AddressRule rule) {
        return rule.network().isPresent() && rule.port().isPresent();
    }

    private static Comparator<RouteConfig> compatibleOrder() {
        // the bias makes the signed order that of unsigned numbers
        return Comparator.comparingLong((RouteConfig route) -> priority(route) ^ Long.MIN_VALUE)
                .thenComparing(RouteConfig::id)
                .reversed();
    }

    /** Unsigned. */
    private static long priority(RouteConfig route) {
        if (RouteExpression.in(route)) {
            return RouteExpression.priority(route);
        }
        boolean both = !route.sources().isEmpty() && !route.destinations().isEmpty();
        long first = !route.snis().isEmpty() || both ? 1L << 61 : 0;
        return first | (long) bits(route.sources()) << 4 | bits(route.destinations());
    }

    private static int bits(List<AddressRule> rules) {
        int bits = 0;
        for (AddressRule rule : rules) {
            if (rule.network().isPresent()) {
                bits |= rule.network().get().range() ? NETWORK : EXACT_ADDRESS;
            }
            bits |= rule.port().isPresent() ? PORT : 0;
        }
        return bits;
    }
}

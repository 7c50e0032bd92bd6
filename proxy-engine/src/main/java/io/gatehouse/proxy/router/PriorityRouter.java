package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;

/** The flavours {@code traditional_compatible} and {@code expressions}: the first rule in one total order wins. */
final class PriorityRouter implements Router {
    static final PriorityRouter EMPTY = new PriorityRouter(MethodTable.EMPTY, RuleIndex.empty(0), 0);

    private final MethodTable methods;
    private final RuleIndex index;
    private final int size;

    private PriorityRouter(MethodTable methods, RuleIndex index, int size) {
        this.methods = methods;
        this.index = index;
        this.size = size;
    }

    @Override
    public PriorityRouter with(List<RouteConfig> removed, List<RouteConfig> added) {
        MethodTable known =
                methods.with(added.stream().map(RouteConfig::methods).toList());
        RuleIndex changed = index.with(rules(removed, known), rules(added, known));
        return new PriorityRouter(known, changed, size - removed.size() + added.size());
    }

    private static List<RouteRule> rules(List<RouteConfig> routes, MethodTable methods) {
        return routes.stream().flatMap(route -> rules(route, methods).stream()).toList();
    }

    /** A route may say what it matches in fields or in an expression. */
    static List<RouteRule> rules(RouteConfig route, MethodTable methods) {
        return RouteExpression.in(route) ? ExpressionRules.of(route) : CompatibleRules.of(route, methods);
    }

    @Override
    public Optional<RouteMatch> match(RouteRequest request) {
        String host = request.host();
        int nameEnd = HostText.nameEnd(host, true);
        int port = HostText.port(host, nameEnd, request.port());
        RouteRule rule = index.search(request, nameEnd, port, port, methods.bit(request.method()), Scope.ALL);
        return rule == null ? Optional.empty() : rule.match(request, port);
    }

    @Override
    public int size() {
        return size;
    }
}

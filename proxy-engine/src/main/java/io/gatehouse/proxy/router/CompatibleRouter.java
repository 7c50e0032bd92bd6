package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;

/** The flavour {@code traditional_compatible}: the first rule in one total order wins. */
final class CompatibleRouter implements Router {
    private final RuleIndex index;
    private final MethodTable methods;
    private final int size;

    CompatibleRouter(List<RouteConfig> routes) {
        methods = new MethodTable(routes.stream().map(RouteConfig::methods).toList());
        index = new RuleIndex(CompatibleRules.of(routes, methods), 0);
        size = routes.size();
    }

    @Override
    public Optional<RouteMatch> match(RouteRequest request) {
        String host = request.host();
        int nameEnd = HostText.nameEnd(host, true);
        int port = HostText.port(host, nameEnd, request.port());
        RouteRule rule = index.search(request, nameEnd, port, port, methods.bit(request.method()), Scope.ALL);
        return rule == null ? Optional.empty() : rule.match(request);
    }

    @Override
    public int size() {
        return size;
    }
}

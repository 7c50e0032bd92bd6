package io.gatehouse.proxy.router;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The flavour {@code traditional}: rules by category. Two of its habits are not a plain order of rules and come on top of
 * the search: a request may be claimed by a category below that of a route with server names, and within a category a
 * narrowed list is tried first ({@link Category}).
 */
final class TraditionalRouter implements Router {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final RuleIndex index;
    private final MethodTable methods;
    private final ClaimIndex claims;
    private final List<Category> categories;
    private final Category[] categoryByRank;
    private final int size;

    TraditionalRouter(List<RouteConfig> routes) {
        methods = new MethodTable(routes.stream().map(RouteConfig::methods).toList());
        List<RouteRule> rules = TraditionalRules.of(routes, methods);
        index = new RuleIndex(rules, 1);
        claims = new ClaimIndex(rules);
        categories = Category.of(rules);
        categoryByRank = new Category[rules.size()];
        for (Category category : categories) {
            for (int rank = category.firstRank(); rank <= category.lastRank(); rank++) {
                categoryByRank[rank] = category;
            }
        }
        size = routes.size();
    }

    @Override
    public Optional<RouteMatch> match(RouteRequest request) {
        RouteRule rule = search(request, Scope.ALL);
        if (rule == null) {
            return Optional.empty();
        }
        boolean serverNameIgnored = !request.secure() && rule.parts().snis().isPresent();
        if (!serverNameIgnored && categoryByRank[rule.rank()].single()) {
            return rule.match(request);
        }
        Claims claimed = claims(request);
        if (serverNameIgnored) {
            rule = searchClaimed(request, claimed);
        }
        return rule == null ? Optional.empty() : narrow(rule, request, claimed).match(request);
    }

    private RouteRule search(RouteRequest request, Scope scope) {
        String host = request.host();
        int nameEnd = HostText.nameEnd(host, false);
        // a plain name with a port wants the port written; a wildcard is content with the default
        int writtenPort = HostText.port(host, nameEnd, -1);
        int port = writtenPort < 0 ? defaultPort(request) : writtenPort;
        return index.search(request, nameEnd, port, writtenPort, methods.bit(request.method()), scope);
    }

    private Claims claims(RouteRequest request) {
        String host = request.host();
        int nameEnd = HostText.nameEnd(host, false);
        int port = HostText.port(host, nameEnd, defaultPort(request));
        return claims.of(request, nameEnd, port, methods.bit(request.method()) != 0);
    }

    private static int defaultPort(RouteRequest request) {
        return request.secure() ? HTTPS_PORT : HTTP_PORT;
    }

    /** Begins with the category that the request itself has, when there is one. */
    private RouteRule searchClaimed(RouteRequest request, Claims claimed) {
        int bits = claimed.category();
        if (bits == 0) {
            return null;
        }
        for (Category category : categories) {
            if (category.bits() == bits) {
                return search(request, Scope.from(category.firstRank()));
            }
        }
        return search(request, Scope.ALL);
    }

    private RouteRule narrow(RouteRule rule, RouteRequest request, Claims claimed) {
        Category category = categoryByRank[rule.rank()];
        Optional<Predicate<RouteRule>> narrowed = category.narrowed(claimed);
        if (narrowed.isEmpty() || narrowed.get().test(rule)) {
            return rule;
        }
        RouteRule preferred = search(request, new Scope(category.firstRank(), category.lastRank(), narrowed.get()));
        return preferred == null ? rule : preferred;
    }

    @Override
    public int size() {
        return size;
    }
}

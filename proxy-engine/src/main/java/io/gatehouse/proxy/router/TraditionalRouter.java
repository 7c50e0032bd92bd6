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
    static final TraditionalRouter EMPTY =
            new TraditionalRouter(MethodTable.EMPTY, RuleIndex.empty(1), ClaimIndex.EMPTY, Categories.EMPTY, 0);

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final MethodTable methods;
    private final RuleIndex index;
    private final ClaimIndex claims;
    private final Categories categories;
    private final int size;

    private TraditionalRouter(
            MethodTable methods, RuleIndex index, ClaimIndex claims, Categories categories, int size) {
        this.methods = methods;
        this.index = index;
        this.claims = claims;
        this.categories = categories;
        this.size = size;
    }

    @Override
    public TraditionalRouter with(List<RouteConfig> removed, List<RouteConfig> added) {
        MethodTable known =
                methods.with(added.stream().map(RouteConfig::methods).toList());
        List<RouteRule> leaving = rules(removed, known);
        List<RouteRule> coming = rules(added, known);
        return new TraditionalRouter(
                known,
                index.with(leaving, coming),
                claims.with(leaving, coming),
                categories.with(leaving, coming),
                size - removed.size() + added.size());
    }

    private static List<RouteRule> rules(List<RouteConfig> routes, MethodTable methods) {
        return routes.stream()
                .flatMap(route -> TraditionalRules.of(route, methods).stream())
                .toList();
    }

    @Override
    public Optional<RouteMatch> match(RouteRequest request) {
        RouteRule rule = search(request, Scope.ALL);
        if (rule == null) {
            return Optional.empty();
        }
        boolean serverNameIgnored = !request.secure() && rule.parts().snis().isPresent();
        if (!serverNameIgnored && inEveryList(rule, request)) {
            return rule.match(request, 0);
        }
        Claims claimed = claims(request);
        if (serverNameIgnored) {
            rule = searchClaimed(request, claimed);
        }
        return rule == null ? Optional.empty() : narrow(rule, request, claimed).match(request, 0);
    }

    private RouteRule search(RouteRequest request, Scope scope) {
        String host = request.host();
        int nameEnd = HostText.nameEnd(host, false);
        // a plain name with a port wants the port written; a wildcard is content with the default
        int writtenPort = HostText.port(host, nameEnd, -1);
        int port = writtenPort < 0 ? defaultPort(request) : writtenPort;
        return index.search(request, nameEnd, port, writtenPort, methods.bit(request.method()), scope);
    }

    /**
     * Whether no narrowed list could leave the rule out: it is alone in its category, or it has whatever the request
     * claims of the kinds that the category has. (What it has of methods and server names, it has because it matched.)
     */
    private boolean inEveryList(RouteRule rule, RouteRequest request) {
        int bits = rule.category();
        if (categories.of(bits).single()) {
            return true;
        }
        if (RuleKind.HEADER.in(bits)) {
            String header = claims.header(request);
            if (header != null && !Category.hasHeader(rule, header)) {
                return false;
            }
        }
        if (RuleKind.HOST.in(bits)) {
            String host = host(request);
            if (host != null && !Category.hasHost(rule, host)) {
                return false;
            }
        }
        if (!RuleKind.URI.in(bits)) {
            return true;
        }
        String path = claims.path(request);
        return path == null || rule.parts().path().equals(path);
    }

    private String host(RouteRequest request) {
        int nameEnd = HostText.nameEnd(request.host(), false);
        return claims.host(request, nameEnd, HostText.port(request.host(), nameEnd, defaultPort(request)));
    }

    private Claims claims(RouteRequest request) {
        return new Claims(
                host(request),
                claims.header(request),
                claims.path(request),
                claims.method(request.method()),
                claims.sni(request.sni()));
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
        return search(request, categories.of(bits).isEmpty() ? Scope.ALL : Scope.from(RuleKind.place(bits)));
    }

    private RouteRule narrow(RouteRule rule, RouteRequest request, Claims claimed) {
        Optional<Predicate<RouteRule>> narrowed = categories.of(rule.category()).narrowed(claimed);
        if (narrowed.isEmpty() || narrowed.get().test(rule)) {
            return rule;
        }
        RouteRule preferred = search(request, new Scope(rule.categoryPlace(), rule.categoryPlace(), narrowed.get()));
        return preferred == null ? rule : preferred;
    }

    @Override
    public int size() {
        return size;
    }
}

package io.gatehouse.proxy.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index finds what comparing all rules in their order finds, for random routes that overlap a lot. */
class RouterOracleTest {
    private static boolean hostMatches(HostRule rule, String name, int port) {
        boolean nameMatches = switch (rule.kind()) {
            case EXACT -> name.equals(rule.name());
            case ENDS_WITH -> name.endsWith(rule.name());
            case STARTS_WITH -> name.startsWith(rule.name());
        };
        return nameMatches && (rule.port() == 0 || rule.port() == port);
    }

    private static Optional<RouteMatch> compareAll(List<RouteRule> rules, MethodTable methods, TestRequest request) {
        int colon = request.host().indexOf(':');
        String name = colon < 0 ? request.host() : request.host().substring(0, colon);
        int port = colon < 0 ? request.port() : Integer.parseInt(request.host().substring(colon + 1));
        for (RouteRule rule : rules) {
            RuleParts parts = rule.parts();
            boolean whole = parts.expression().isPresent();
            boolean host = whole
                    || parts.hosts().isEmpty()
                    || !name.isEmpty() && parts.hosts().stream().anyMatch(entry -> hostMatches(entry, name, port));
            boolean path = whole || parts.regex() || request.path().startsWith(parts.prefix());
            if (host && path && rule.matches(request, port, methods.bit(request.method()))) {
                return rule.match(request, port);
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 30, 300})
    void findsWhatComparingAllRulesFinds(int size) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed * 1000L + size);
            List<RouteConfig> routes = new ArrayList<>();
            for (int number = 0; number < size; number++) {
                routes.add(RandomRoutes.mixed(number, random));
            }
            MethodTable methods = MethodTable.EMPTY.with(
                    routes.stream().map(RouteConfig::methods).toList());
            List<RouteRule> rules = routes.stream()
                    .flatMap(route -> PriorityRouter.rules(route, methods).stream())
                    .sorted(Comparator.comparing(RouteRule::order))
                    .toList();
            Router router = PriorityRouter.EMPTY.with(List.of(), routes);
            for (int i = 0; i < 200; i++) {
                TestRequest request = RandomRoutes.request(random);
                assertEquals(compareAll(rules, methods, request), router.match(request), request::toString);
            }
        }
    }
}

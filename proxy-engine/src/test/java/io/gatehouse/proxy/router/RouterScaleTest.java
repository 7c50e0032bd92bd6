package io.gatehouse.proxy.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many routes: every one is found, and a look-up neither scans nor allocates. */
class RouterScaleTest {
    private static final int ROUTES = 10_000;

    private static RouteConfig route(
            int number, List<String> hosts, List<String> paths, Map<String, List<String>> headers) {
        return new RouteConfig(
                number,
                "%08x-0000-4000-8000-000000000000".formatted(number),
                Optional.of("r" + number),
                Set.of(Protocol.HTTP),
                List.of(),
                hosts,
                paths,
                headers,
                List.of(),
                List.of(),
                List.of(),
                0,
                true,
                false,
                RouteConfig.PathHandling.V0,
                true,
                true,
                426,
                Optional.empty(),
                0,
                number,
                Optional.empty(),
                new EntityDocument(JsonNodeFactory.instance.objectNode(), List.of()));
    }

    private static String matched(Router router, RouteRequest request) {
        return router.match(request).flatMap(match -> match.route().name()).orElse("none");
    }

    private enum Layout {
        PATHS {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(number, List.of(), List.of("/api/" + number + "/"), Map.of());
            }

            @Override
            TestRequest request(int number) {
                return TestRequest.get("x.test", "/api/" + number + "/item");
            }
        },
        HOSTS {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(number, List.of("h" + number + ".test"), List.of("/"), Map.of());
            }

            @Override
            TestRequest request(int number) {
                return TestRequest.get("h" + number + ".test:8000", "/item");
            }
        },
        WILDCARDS {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(number, List.of("*.h" + number + ".test"), List.of(), Map.of());
            }

            @Override
            TestRequest request(int number) {
                return TestRequest.get("a.h" + number + ".test", "/item");
            }
        },
        EXPRESSIONS {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(number, List.of(), List.of("~/api/" + number + "/\\d+$"), Map.of());
            }

            @Override
            TestRequest request(int number) {
                return TestRequest.get("x.test", "/api/" + number + "/42");
            }
        },
        EXPRESSIONS_THAT_BEGIN_ALIKE {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(
                        number,
                        List.of(),
                        List.of("~/users/(?<user>[^/]+)/shared/\\d+/item-" + number + "$"),
                        Map.of());
            }

            @Override
            TestRequest request(int number) {
                return TestRequest.get("x.test", "/users/jane/shared/42/item-" + number);
            }
        },
        HEADERS {
            @Override
            RouteConfig route(int number) {
                return RouterScaleTest.route(
                        number, List.of(), List.of("/"), Map.of("x-tenant", List.of("T" + number)));
            }

            @Override
            TestRequest request(int number) {
                TestRequest plain = TestRequest.get("x.test", "/item");
                return new TestRequest(
                        "GET",
                        "x.test",
                        "/item",
                        Map.of("x-tenant", List.of("t" + number)),
                        "",
                        false,
                        8000,
                        plain.source(),
                        plain.destination());
            }
        };

        abstract RouteConfig route(int number);

        abstract TestRequest request(int number);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void findsEachOfManyRoutes(Layout layout) {
        List<RouteConfig> routes =
                IntStream.range(0, ROUTES).mapToObj(layout::route).toList();
        for (RouterFlavor flavor : List.of(RouterFlavor.TRADITIONAL, RouterFlavor.TRADITIONAL_COMPATIBLE)) {
            Router router = Routers.of(flavor, routes).http();
            assertEquals(ROUTES, router.size());
            for (int number = 0; number < ROUTES; number += 97) {
                assertEquals("r" + number, matched(router, layout.request(number)), flavor.text());
            }
            assertEquals("none", matched(router, layout.request(ROUTES + 1)), flavor.text());
        }
    }

    @Test
    void allocatesNothingForPlainMatches() {
        List<RouteConfig> routes = new ArrayList<>();
        for (int number = 0; number < 1000; number++) {
            routes.add(route(number, List.of("h" + number % 10 + ".test"), List.of("/api/" + number + "/"), Map.of()));
        }
        Router router = Routers.of(RouterFlavor.TRADITIONAL_COMPATIBLE, routes).http();
        TestRequest request = TestRequest.get("h7.test:8000", "/api/437/item");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int looks = 20_000;
        int found = 0;
        for (int i = 0; i < looks; i++) {
            found += router.match(request).isPresent() ? 1 : 0;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < looks; i++) {
            found += router.match(request).isPresent() ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(2 * looks, found);
        assertTrue(allocated < looks, () -> allocated + " bytes for " + looks + " matches");
    }
}

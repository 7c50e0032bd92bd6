package io.gatehouse.proxy.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.entity.RouterFlavor;
import io.gatehouse.proxy.entity.RouteConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A router made by changing another answers as one made from scratch. */
class RouterEditTest {

    private static RouteConfig route(RouterFlavor flavor, int number, Random random) {
        return flavor == RouterFlavor.EXPRESSIONS
                ? RandomRoutes.mixed(number, random)
                : RandomRoutes.route(number, random);
    }

    private static void compare(Router edited, Router fresh, Random random) {
        assertEquals(fresh.size(), edited.size());
        for (int i = 0; i < 100; i++) {
            TestRequest request = RandomRoutes.request(random);
            assertEquals(fresh.match(request), edited.match(request), request::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(RouterFlavor.class)
    void answersLikeARouterMadeFromScratchAfterAnyEdits(RouterFlavor flavor) {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            List<RouteConfig> routes = new ArrayList<>();
            Routers edited = Routers.empty(flavor);
            int number = 0;
            for (int edit = 0; edit < 25; edit++) {
                List<RouteConfig> removed = new ArrayList<>();
                List<RouteConfig> added = new ArrayList<>();
                Collections.shuffle(routes, random);
                for (int i = Math.min(routes.size(), random.nextInt(12)); i > 0; i--) {
                    removed.add(routes.remove(routes.size() - 1));
                }
                for (int i = random.nextInt(edit < 15 ? 25 : 6); i > 0; i--) {
                    added.add(route(flavor, number++, random));
                }
                routes.addAll(added);
                Routers before = edited;
                Router beforeHttp =
                        Routers.of(flavor, concat(routes, added, removed)).http();
                edited = edited.with(removed, added);
                compare(edited.http(), Routers.of(flavor, routes).http(), random);
                compare(before.http(), beforeHttp, random);
            }
        }
    }

    /** The routes before an edit. */
    private static List<RouteConfig> concat(
            List<RouteConfig> after, List<RouteConfig> added, List<RouteConfig> removed) {
        List<RouteConfig> before = new ArrayList<>(after);
        before.removeAll(added);
        before.addAll(removed);
        return before;
    }

    @ParameterizedTest
    @EnumSource(RouterFlavor.class)
    void forgetsEverything(RouterFlavor flavor) {
        Random random = new Random(1);
        List<RouteConfig> routes = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            routes.add(RandomRoutes.route(number, random));
        }
        Router empty = Routers.of(flavor, routes).with(routes, List.of()).http();
        compare(empty, Routers.empty(flavor).http(), random);
    }
}

package io.gatehouse.proxy.router;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.proxy.entity.EntityDocument;
import io.gatehouse.proxy.entity.Protocol;
import io.gatehouse.proxy.entity.RouteConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Routes that overlap a lot, and requests that several of them match. */
final class RandomRoutes {
    private static final List<String> HOSTS =
            List.of("a.test", "b.test", "x.a.test", "a.test:81", "*.test", "*.a.test", "a.*", "b.*", "*.test:81");
    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/a/",
            "/a/b",
            "/ab",
            "/abc",
            "/b",
            "~/a/\\d+",
            "~/a.*",
            "~/[ab]$",
            "~/b/(\\w+)|/a",
            "~/\\w+/x",
            "~/\\w/b",
            "~/\\w+/x/?a",
            "~/[abx]/[^/]+/a$",
            "~/\\w+/(\\d|x)/y");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT");
    private static final List<String> PREDICATES = List.of(
            "http.host == \"a.test\"",
            "http.host =^ \".a.test\"",
            "http.host =^ \"test\"",
            "http.host ^= \"a.\"",
            "lower(http.host) != \"b.test\"",
            "http.path == \"/a\"",
            "http.path ^= \"/a/\"",
            "http.path ^= \"/ab\"",
            "http.path ~ \"^/a/\\\\d\"",
            "http.path ~ \"b/(\\\\w)\"",
            "http.path ~ \"^/[ab]/x\"",
            "http.path =^ \"/b\"",
            "http.path contains \"/x/\"",
            "http.path.segments.0 == \"a\"",
            "http.path.segments.len > 1",
            "http.method == \"GET\"",
            "http.headers.x_v == \"V1\"",
            "any(lower(http.headers.x_v)) != \"v2\"",
            "net.dst.port >= 8000",
            "net.protocol == \"https\"",
            "net.src.ip in 127.0.0.0/8",
            "tls.sni == \"a.test\"");
    private static final List<String> REQUEST_HOSTS =
            List.of("", "a.test", "b.test", "x.a.test", "y.x.a.test:81", "a.test:81", "a.com", ".test", "test", "b.");
    private static final List<String> REQUEST_PATHS = List.of(
            "/", "/a", "/a/", "/a/b", "/a/1", "/ab", "/abcd", "/b", "/b/x", "/zz", "/x/a", "/a/x/a", "/b/x/y", "/a/1/y",
            "/x/b/a");

    private static <T> List<T> some(List<T> from, Random random, double present) {
        List<T> picked = new ArrayList<>();
        if (random.nextDouble() < present) {
            for (int i = random.nextInt(2); i >= 0; i--) {
                T one = from.get(random.nextInt(from.size()));
                if (!picked.contains(one)) {
                    picked.add(one);
                }
            }
        }
        return picked;
    }

    /** With fields, or with an expression. */
    static RouteConfig mixed(int number, Random random) {
        return random.nextBoolean()
                ? route(number, random)
                : route(
                        number,
                        random,
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.of(expression(random, 0)));
    }

    private static String expression(Random random, int depth) {
        if (depth == 3 || random.nextInt(3) == 0) {
            return PREDICATES.get(random.nextInt(PREDICATES.size()));
        }
        return switch (random.nextInt(5)) {
            case 0 -> "!(" + expression(random, depth + 1) + ")";
            case 1, 2 -> expression(random, depth + 1) + " && " + expression(random, depth + 1);
            case 3 -> "(" + expression(random, depth + 1) + ") && (" + expression(random, depth + 1) + ")";
            default -> "(" + expression(random, depth + 1) + ") || (" + expression(random, depth + 1) + ")";
        };
    }

    static RouteConfig route(int number, Random random) {
        List<String> hosts = some(HOSTS, random, 0.6);
        List<String> paths = some(PATHS, random, 0.7);
        Map<String, List<String>> headers =
                random.nextInt(4) == 0 ? Map.of("x-v", List.of("v" + random.nextInt(3))) : Map.of();
        List<String> methods = some(METHODS, random, hosts.isEmpty() && paths.isEmpty() ? 1 : 0.3);
        List<String> snis = random.nextInt(6) == 0 ? List.of("a.test") : List.of();
        return route(number, random, hosts, paths, headers, methods, snis, Optional.empty());
    }

    private static RouteConfig route(
            int number,
            Random random,
            List<String> hosts,
            List<String> paths,
            Map<String, List<String>> headers,
            List<String> methods,
            List<String> snis,
            Optional<String> expression) {
        return new RouteConfig(
                number,
                "%08x-0000-4000-8000-000000000000".formatted(random.nextInt()),
                Optional.of("r" + number),
                Set.of(Protocol.HTTP, Protocol.HTTPS),
                methods,
                hosts,
                paths,
                headers,
                snis,
                List.of(),
                List.of(),
                random.nextInt(3),
                true,
                false,
                RouteConfig.PathHandling.V0,
                true,
                true,
                426,
                expression,
                random.nextInt(3),
                random.nextInt(100),
                Optional.empty(),
                new EntityDocument(JsonNodeFactory.instance.objectNode(), List.of()));
    }

    static TestRequest request(Random random) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", 8000);
        return new TestRequest(
                METHODS.get(random.nextInt(METHODS.size())),
                REQUEST_HOSTS.get(random.nextInt(REQUEST_HOSTS.size())),
                REQUEST_PATHS.get(random.nextInt(REQUEST_PATHS.size())),
                random.nextBoolean() ? Map.of("x-v", List.of("V" + random.nextInt(4))) : Map.of(),
                random.nextBoolean() ? "a.test" : "",
                random.nextBoolean(),
                8000,
                address,
                address);
    }
}

package io.gatehouse.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.snapshot.ConfigTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many routes differ from each other. */
public enum RouteLayout {
    /** One host, a path prefix each. */
    PATHS {
        @Override
        void rules(ObjectNode route, int number) {
            route.putArray("paths").add("/tenant-" + number + "/api/");
        }

        @Override
        String path(int number) {
            return "/tenant-" + number + "/api/orders/17";
        }
    },
    /** A host each, the same path. */
    HOSTS {
        @Override
        void rules(ObjectNode route, int number) {
            route.putArray("hosts").add("tenant-" + number + ".example.com");
            route.putArray("paths").add("/api/");
        }

        @Override
        String host(int number) {
            return "tenant-" + number + ".example.com";
        }

        @Override
        String path(int number) {
            return "/api/orders/17";
        }
    },
    /** One host, a path of one segment each, all of them prefixes without a slash at the end. */
    NAMES {
        @Override
        void rules(ObjectNode route, int number) {
            route.putArray("paths").add("/tenant-" + number);
        }
    },
    /** An expression each, on host and path. */
    CONDITIONS {
        @Override
        void rules(ObjectNode route, int number) {
            route.put(
                    "expression",
                    "http.host == \"api.example.com\" && http.path ^= \"/tenant-" + number
                            + "/\" && http.method == \"GET\"");
        }
    },
    /** A regular expression each. */
    EXPRESSIONS {
        @Override
        void rules(ObjectNode route, int number) {
            route.putArray("paths").add("~/tenant-" + number + "/orders/\\d+$");
        }
    },
    /** A regular expression each, which differ behind a part that is not fixed. */
    LATE_EXPRESSIONS {
        @Override
        void rules(ObjectNode route, int number) {
            route.putArray("paths").add("~/users/(?<user>[^/]+)/tenant-" + number + "/orders/\\d+$");
        }

        @Override
        String path(int number) {
            return "/users/jane/tenant-" + number + "/orders/17";
        }
    };

    abstract void rules(ObjectNode route, int number);

    String host(int number) {
        return "api.example.com";
    }

    String path(int number) {
        return "/tenant-" + number + "/orders/17";
    }

    /** A table with a service for every ten routes. */
    ConfigTable table(int routes) {
        List<ObjectNode> serviceRows = new ArrayList<>();
        List<ObjectNode> routeRows = new ArrayList<>();
        for (int number = 0; number < routes; number++) {
            if (number % 10 == 0) {
                serviceRows.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", id("5", number / 10))
                        .put("name", "service-" + number / 10)
                        .put("protocol", "http")
                        .put("host", "10.0.0." + number / 10 % 250)
                        .put("port", 8080));
            }
            ObjectNode route = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id("6", number))
                    .put("name", "route-" + number)
                    .put("service", id("5", number / 10))
                    .put("created_at", number);
            route.putArray("protocols").add("http").add("https");
            rules(route, number);
            routeRows.add(route);
        }
        return ConfigTable.of(Map.of("services", serviceRows, "routes", routeRows));
    }

    private static String id(String kind, int number) {
        return kind + "0000000-0000-4000-8000-%012x".formatted(number);
    }
}

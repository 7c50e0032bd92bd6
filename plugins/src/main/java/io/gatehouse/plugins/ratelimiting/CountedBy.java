package io.gatehouse.plugins.ratelimiting;

import io.gatehouse.plugin.Exchange;
import java.util.Optional;

/** Says which requests are counted together. Where that cannot be told, it is the client's address. Thread-safe. */
@FunctionalInterface
interface CountedBy {

    String key(Exchange exchange);

    static CountedBy of(RateLimitingConfig config) {
        return switch (config.limitBy().orElse("ip")) {
            case "consumer" -> CountedBy::consumer;
            case "credential" -> CountedBy::credential;
            case "service" -> CountedBy::service;
            case "header" -> header(required(config.headerName(), "header_name"));
            case "path" -> path(required(config.path(), "path"));
            case "ip" -> CountedBy::address;
            default ->
                throw new IllegalArgumentException("config.limit_by: '"
                        + config.limitBy().get()
                        + "' is unknown; use consumer, credential, ip, service, header or path");
        };
    }

    private static String required(Optional<String> field, String name) {
        return field.orElseThrow(() -> new IllegalArgumentException("config." + name
                + ": needed for what config.limit_by says; name what is counted by, or count by something else"));
    }

    private static String address(Exchange exchange) {
        return exchange.request().clientAddress();
    }

    private static String consumer(Exchange exchange) {
        return exchange.consumer().isPresent() ? exchange.consumer().get().id() : credential(exchange);
    }

    private static String credential(Exchange exchange) {
        return exchange.credential().isPresent() ? exchange.credential().get().id() : address(exchange);
    }

    private static String service(Exchange exchange) {
        return exchange.service().isPresent() ? exchange.service().get().id() : address(exchange);
    }

    private static CountedBy header(String name) {
        return exchange -> exchange.request().header(name).orElseGet(() -> address(exchange));
    }

    private static CountedBy path(String path) {
        return exchange -> exchange.request().path().equals(path) ? path : address(exchange);
    }
}

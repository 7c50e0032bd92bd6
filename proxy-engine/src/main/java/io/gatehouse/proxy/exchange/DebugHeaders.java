package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.proxy.entity.RouteConfig;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;

/**
 * Tells a client that asks with {@code Kong-Debug: 1} which route and service took its request; the setting
 * {@code allow_debug_header} lets it ask.
 */
final class DebugHeaders {
    private DebugHeaders() {}

    static boolean wanted(HeaderBlock request) {
        int line = request.find(KnownHeader.KONG_DEBUG);
        return line >= 0 && request.value(line).equals("1");
    }

    static void add(RouteConfig route, ClientResponse response) {
        response.setHeader("Kong-Route-Id", route.id());
        route.name().ifPresent(name -> response.setHeader("Kong-Route-Name", name));
        route.service().ifPresent(service -> {
            response.setHeader("Kong-Service-Id", service.id());
            service.name().ifPresent(name -> response.setHeader("Kong-Service-Name", name));
        });
    }
}

package io.gatehouse.proxy.phase;

/**
 * A plugin instance and what it is configured for. An empty id: for any.
 *
 * @param route id of a route
 * @param service id of a service
 * @param consumer id of a consumer
 */
public record ScopedPlugin(ConfiguredPlugin plugin, String route, String service, String consumer) {

    Scope scope() {
        return new Scope(route, service, consumer);
    }

    /** Of the instances of one plugin, only one can have a given scope. */
    record Scope(String route, String service, String consumer) {}
}

package io.gatehouse.plugin;

import java.util.Optional;

/**
 * What a plugin entity is bound to, by ids. Bound to nothing it is for every request.
 *
 * @param route id of the route
 * @param service id of the service
 * @param consumer id of the consumer
 */
public record PluginScope(Optional<String> route, Optional<String> service, Optional<String> consumer) {
    public static final PluginScope GLOBAL = new PluginScope(Optional.empty(), Optional.empty(), Optional.empty());
}

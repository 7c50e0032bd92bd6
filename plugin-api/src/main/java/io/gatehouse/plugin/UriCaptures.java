package io.gatehouse.plugin;

import java.util.List;
import java.util.Map;

/**
 * What the groups of the matched path expression took from the path.
 *
 * @param unnamed the groups in their order; the whole match is not among them
 */
public record UriCaptures(List<String> unnamed, Map<String, String> named) {
    public static final UriCaptures NONE = new UriCaptures(List.of(), Map.of());
}

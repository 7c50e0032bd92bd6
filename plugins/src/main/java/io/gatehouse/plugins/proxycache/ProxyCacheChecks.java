package io.gatehouse.plugins.proxycache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import io.gatehouse.plugins.sharedmemory.SharedMemoryZones;
import java.util.Map;
import java.util.Optional;

/** Responses are kept in a memory zone that exists. */
public final class ProxyCacheChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("proxy_cache_zone", ProxyCacheChecks::problem);
    }

    private static Optional<JsonNode> problem(JsonNode plugin) {
        JsonNode zone = plugin.at("/config/memory/dictionary_name");
        return zone.isTextual() ? SharedMemoryZones.problem(zone.textValue()).map(TextNode::valueOf) : Optional.empty();
    }
}

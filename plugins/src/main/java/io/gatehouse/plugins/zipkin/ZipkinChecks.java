package io.gatehouse.plugins.zipkin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tag has one value. */
public final class ZipkinChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("zipkin_static_tags", ZipkinChecks::repeatedTag);
    }

    private static Optional<JsonNode> repeatedTag(JsonNode tags) {
        Set<String> seen = new HashSet<>();
        for (JsonNode tag : tags) {
            String name = tag.path("name").asText();
            if (!seen.add(name)) {
                return Optional.of(TextNode.valueOf("repeated tags are not allowed: " + name));
            }
        }
        return Optional.empty();
    }
}

package io.gatehouse.model.snapshot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Hash of a configuration and of the sections that data planes rebuild separately; each 32 lower-case hexadecimal digits.
 *
 * @param config of everything
 * @param routes of the section routes, {@link ConfigHash#EMPTY} when there is none; likewise the others
 */
public record Hashes(String config, String routes, String services, String plugins, String upstreams, String targets) {

    /** Returns the object {@code hashes} of a {@code reconfigure} message. */
    public ObjectNode toDocument() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("config", config)
                .put("routes", routes)
                .put("services", services)
                .put("plugins", plugins)
                .put("upstreams", upstreams)
                .put("targets", targets);
    }
}

package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A known client of the gateway.
 *
 * @param document the entity as the Admin API shows it; shared, read-only
 */
public record Consumer(String id, Optional<String> username, Optional<String> customId, ObjectNode document) {}

package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a consumer proved itself with.
 *
 * @param entity entity type, e.g. {@code keyauth_credentials}
 * @param identifier what {@code X-Credential-Identifier} tells upstream: a user name, a client id; not a secret
 * @param consumerId whose credential this is
 * @param document the entity; shared, read-only; it may hold secrets
 */
public record Credential(
        String entity, String id, Optional<String> identifier, String consumerId, ObjectNode document) {}

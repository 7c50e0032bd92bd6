package io.gatehouse.plugin;

import java.util.Optional;

/**
 * A look-up that the compiled configuration keeps for a plugin: all entities of one type by the value of one field.
 *
 * @param entity entity type, e.g. {@code keyauth_credentials}
 * @param field the field with the looked-up value; entities where it is null are not indexed
 * @param identifierField the field whose value is {@link Credential#identifier()}
 */
public record CredentialIndex(String entity, String field, Optional<String> identifierField) {}

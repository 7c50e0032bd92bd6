package io.gatehouse.model.admin.query;

import io.gatehouse.model.entity.EntityType;

/**
 * The entity under whose path a child is addressed.
 *
 * @param type type of the parent, {@code services} in {@code /services/a/routes}
 * @param field the child's field that refers to it, {@code service}
 * @param key which parent
 */
public record Parent(EntityType type, String field, EntityKey key) {}

/**
 * The entity service: creates, reads, changes and deletes entities by the rules of the Admin API. Entry point is
 * {@link io.gatehouse.cluster.entity.EntityService}.
 */
package io.gatehouse.cluster.entity;

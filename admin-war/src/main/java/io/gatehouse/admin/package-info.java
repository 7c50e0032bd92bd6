/**
 * The Admin API as Jakarta REST: requests in, calls to the entity service, documents out. {@code input} reads bodies,
 * {@code resources} maps paths and methods to the entity service, {@code info} answers what is not an entity,
 * {@code paging} reads and writes pages, {@code errors} turns every failure into an answer, {@code headers} adds what
 * every answer carries.
 */
package io.gatehouse.admin;

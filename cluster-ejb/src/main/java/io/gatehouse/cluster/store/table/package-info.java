/**
 * The tables as Jakarta Persistence entities, one class each, and converters for PostgreSQL's own column types.
 *
 * <p>A row has no behaviour and no accessors: {@code io.gatehouse.cluster.store.mapping} moves values between rows and
 * API documents, guided by the schema of the entity type. Every column is named explicitly, because native queries return
 * the database's names.
 */
package io.gatehouse.cluster.store.table;

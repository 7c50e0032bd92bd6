/**
 * Whole configurations: the declarative files that users write, and the tables that data planes receive. Both end as a
 * {@link io.gatehouse.model.snapshot.ConfigTable} or as one error that tells everything that is wrong.
 */
package io.gatehouse.model.declarative;

/** Between rows and API documents: columns from schemas, one mapping for each table. */
package io.gatehouse.cluster.store.mapping;

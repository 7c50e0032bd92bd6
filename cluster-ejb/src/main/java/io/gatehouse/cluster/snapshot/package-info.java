/**
 * The configuration as data planes get it: kept in memory, followed through changes, encoded once. Entry point is
 * {@link io.gatehouse.cluster.snapshot.SnapshotPublisher}.
 */
package io.gatehouse.cluster.snapshot;

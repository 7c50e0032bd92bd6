package io.gatehouse.proxy.cache;

import io.gatehouse.model.snapshot.Change;
import java.time.Instant;
import java.util.List;

/**
 * What makes the cached configuration the one that was received last.
 *
 * @param hash of the result
 * @param changes at most one for each row; none when only the names of the configuration are new
 * @param receivedAt when they were received
 * @param position of the result
 */
public record CachedChanges(String hash, List<Change> changes, Instant receivedAt, Position position) {}

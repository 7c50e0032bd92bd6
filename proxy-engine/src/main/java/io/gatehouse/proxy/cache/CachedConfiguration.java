package io.gatehouse.proxy.cache;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * The last good configuration of a data plane, as it was received. Holds nothing of the node or its paths, so that a
 * cache can be copied to another node.
 *
 * @param hash configuration hash: 32 characters
 * @param configTable {@code _format_version}, {@code _transform} and one array of rows per entity type
 * @param receivedAt when it was received
 * @param position where deltas can go on from
 */
public record CachedConfiguration(String hash, ObjectNode configTable, Instant receivedAt, Position position) {}

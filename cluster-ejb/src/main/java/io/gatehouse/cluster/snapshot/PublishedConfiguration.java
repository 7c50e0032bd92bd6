package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.snapshot.ConfigTable;
import java.util.Set;

/**
 * What data planes get at one revision. Immutable.
 *
 * @param revision of the store; a greater one is newer, but need not have another content
 * @param content names the rows, see {@link io.gatehouse.model.snapshot.ContentSum}
 * @param table the rows
 * @param plugins names of the plugins that the rows use
 */
public record PublishedConfiguration(long revision, String content, ConfigTable table, Set<String> plugins) {}

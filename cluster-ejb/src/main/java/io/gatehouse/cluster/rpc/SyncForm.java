package io.gatehouse.cluster.rpc;

import io.gatehouse.model.link.rpc.SnappyText;
import java.util.Set;
import java.util.SortedSet;

/**
 * What one kind of data plane gets that is at a certain version, packed once for all of them.
 *
 * @param text the result of the call
 * @param plugins names of the plugins that are enabled in it
 * @param warnings lines for the log about what the data plane will not do
 */
record SyncForm(SnappyText text, Set<String> plugins, SortedSet<String> warnings) {}

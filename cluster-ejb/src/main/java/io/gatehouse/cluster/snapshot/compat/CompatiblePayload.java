package io.gatehouse.cluster.snapshot.compat;

import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import java.util.SortedSet;

/**
 * The form of a configuration that one kind of data plane gets.
 *
 * @param payload hash and revision are those of the whole configuration: they name it, whatever its form
 * @param warnings lines for the log about what the data plane will not do
 */
public record CompatiblePayload(ConfigurationPayload payload, SortedSet<String> warnings) {}

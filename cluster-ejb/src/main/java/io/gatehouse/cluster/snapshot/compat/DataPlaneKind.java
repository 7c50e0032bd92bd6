package io.gatehouse.cluster.snapshot.compat;

import java.util.Set;

/**
 * What decides which form of the configuration a data plane gets. Data planes of one kind share one form.
 *
 * @param generation the lowest threshold of a rule, as a version number, that concerns it; all higher ones do, too. The largest
 *     number when no rule does
 * @param unknownTypes entity types of plugins that it does not have
 */
public record DataPlaneKind(long generation, Set<String> unknownTypes) {

    public DataPlaneKind {
        unknownTypes = Set.copyOf(unknownTypes);
    }

    /** Whether a configuration with rows of these types reaches it unchanged. */
    boolean takesUnchanged(Set<String> types) {
        return generation == Long.MAX_VALUE && unknownTypes.stream().noneMatch(types::contains);
    }
}

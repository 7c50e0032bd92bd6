package io.gatehouse.cluster.snapshot.compat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Gives the rows of one configuration the form that one kind of data plane knows. Not thread-safe. */
public final class CompatibleRows {
    private final DataPlaneKind kind;
    private final Map<String, RowRule> rules;
    private final SortedSet<String> warnings = new TreeSet<>();

    CompatibleRows(DataPlaneKind kind, Map<String, RowRule> rules) {
        this.kind = kind;
        this.rules = rules;
    }

    /** Whether the data plane has heard of a type of rows. */
    public boolean knows(String type) {
        return !kind.unknownTypes().contains(type);
    }

    /**
     * Changes a row in place.
     *
     * @return whether it is different now
     */
    public boolean adapt(String type, ObjectNode row) {
        RowRule rule = rules.get(type);
        return rule != null && rule.apply(row, warnings::add);
    }

    /** Lines for the log about what the data plane will not do with the rows so far. */
    public SortedSet<String> warnings() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(warnings));
    }
}

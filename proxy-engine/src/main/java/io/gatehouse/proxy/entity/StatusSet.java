package io.gatehouse.proxy.entity;

import java.util.BitSet;
import java.util.Collection;

/** A set of HTTP status codes, asked without allocation. Immutable; compared by content. */
public final class StatusSet {
    private final BitSet statuses = new BitSet();

    private StatusSet(Collection<Integer> statuses) {
        statuses.forEach(this.statuses::set);
    }

    /**
     * @param statuses none below 0
     */
    public static StatusSet of(Collection<Integer> statuses) {
        return new StatusSet(statuses);
    }

    public boolean contains(int status) {
        return status >= 0 && statuses.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusSet set && statuses.equals(set.statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    @Override
    public String toString() {
        return statuses.toString();
    }
}

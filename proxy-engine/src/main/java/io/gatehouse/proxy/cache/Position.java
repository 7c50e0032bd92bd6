package io.gatehouse.proxy.cache;

import io.gatehouse.model.snapshot.ConfigHash;

/**
 * Where in the history of its control plane a configuration stands.
 *
 * @param revision number of the last change in it
 * @param content what the control plane calls it, see {@link io.gatehouse.model.snapshot.ContentSum}
 */
public record Position(long revision, String content) {
    /** Of a configuration whose sender does not tell. */
    public static final Position UNKNOWN = new Position(0, ConfigHash.EMPTY);
}

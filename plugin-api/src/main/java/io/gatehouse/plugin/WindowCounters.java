package io.gatehouse.plugin;

/**
 * Counts of events per key in windows of time, kept by this node alone and shared by its event loops. Their number is bounded
 * for the whole node: when there are too many keys, those go first whose windows are over, then those that were not used
 * for longest. Thread-safe; never blocks.
 */
@FunctionalInterface
public interface WindowCounters {

    /** The counter of a key, made at the first call. Use it at once and do not keep it: it may be forgotten. */
    WindowCounter of(String key);
}

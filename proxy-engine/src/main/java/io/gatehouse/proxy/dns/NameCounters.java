package io.gatehouse.proxy.dns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the look-ups and queries of one name. Thread-safe. */
final class NameCounters {
    /** Look-ups. */
    final LongAdder runs = new LongAdder();
    /** Look-ups that a kept answer served. */
    final LongAdder hits = new LongAdder();
    /** Look-ups that an answer past its time served. */
    final LongAdder stale = new LongAdder();
    /** Look-ups that had to wait for a query. */
    final LongAdder misses = new LongAdder();
    /** Queries that brought addresses. */
    final LongAdder succeeded = new LongAdder();
    /** Queries that brought none. */
    final LongAdder failed = new LongAdder();

    /** The counts under their names in the status API; those that are 0 are left out. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        put(counts, "runs", runs);
        put(counts, "hit_lru", hits);
        put(counts, "stale", stale);
        put(counts, "miss", misses);
        put(counts, "query_succ", succeeded);
        put(counts, "query_fail", failed);
        return counts;
    }

    private static void put(Map<String, Long> counts, String name, LongAdder counter) {
        long count = counter.sum();
        if (count > 0) {
            counts.put(name, count);
        }
    }
}

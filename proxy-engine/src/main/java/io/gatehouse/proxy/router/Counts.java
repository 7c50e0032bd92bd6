package io.gatehouse.proxy.router;

import io.gatehouse.proxy.text.TextTable;

/** Counting by text; what is counted down to nothing is gone. */
final class Counts {
    private Counts() {}

    static void add(TextTable.Edit<Integer> counts, String key, int difference) {
        Integer before = counts.get(key);
        int count = (before == null ? 0 : before) + difference;
        counts.put(key, count == 0 ? null : (Integer) count);
    }
}

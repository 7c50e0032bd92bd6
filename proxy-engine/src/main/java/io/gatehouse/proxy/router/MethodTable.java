package io.gatehouse.proxy.router;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bit for each method that a route named once; a rule holds a set of them. Immutable: a changed copy knows more
 * methods and leaves the bits of the known ones as they are.
 */
final class MethodTable {
    static final MethodTable EMPTY = new MethodTable(Map.of());

    /** Shared by all methods past the 63rd; who has this bit compares texts as well. */
    static final long CROWDED = 1L << 63;

    private final Map<String, Long> bits;

    private MethodTable(Map<String, Long> bits) {
        this.bits = bits;
    }

    /** A table that knows these methods, too; the same when it knows them already. */
    MethodTable with(List<List<String>> lists) {
        Map<String, Long> more = null;
        for (List<String> methods : lists) {
            for (String method : methods) {
                if (!(more == null ? bits : more).containsKey(method)) {
                    more = more == null ? new HashMap<>(bits) : more;
                    more.put(method, more.size() < 63 ? 1L << more.size() : CROWDED);
                }
            }
        }
        return more == null ? this : new MethodTable(more);
    }

    /** 0 for a method that no route named. */
    long bit(String method) {
        Long bit = bits.get(method);
        return bit == null ? 0 : bit;
    }

    /** 0 for a rule without methods. */
    long mask(List<String> methods) {
        long mask = 0;
        for (String method : methods) {
            mask |= bit(method);
        }
        return mask;
    }
}

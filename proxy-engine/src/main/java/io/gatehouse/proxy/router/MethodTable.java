package io.gatehouse.proxy.router;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bit for each method that routes name; a rule holds a set of them. */
final class MethodTable {
    /** Shared by all methods past the 63rd; who has this bit compares texts as well. */
    static final long CROWDED = 1L << 63;

    private final Map<String, Long> bits = new HashMap<>();

    MethodTable(Collection<List<String>> lists) {
        for (List<String> methods : lists) {
            for (String method : methods) {
                bits.computeIfAbsent(method, name -> bits.size() < 63 ? 1L << bits.size() : CROWDED);
            }
        }
    }

    /** 0 for a method that no route names. */
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

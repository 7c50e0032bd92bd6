package io.gatehouse.proxy.router;

import java.util.Map;

/** Values by host name, looked up by a part of a {@code Host} header without cutting it. Immutable. */
final class HostTable<V> {
    private final String[] names;
    private final Object[] values;
    private final int mask;

    HostTable(Map<String, V> entries) {
        int capacity = Integer.highestOneBit(Math.max(entries.size() * 2, 2)) << 1;
        names = new String[capacity];
        values = new Object[capacity];
        mask = capacity - 1;
        entries.forEach((name, value) -> {
            int at = spread(name.hashCode()) & mask;
            while (names[at] != null) {
                at = at + 1 & mask;
            }
            names[at] = name;
            values[at] = value;
        });
    }

    /** The value of the first {@code end} characters; null when there is none. */
    @SuppressWarnings("unchecked")
    V get(String host, int end) {
        int at = spread(hash(host, end)) & mask;
        while (names[at] != null) {
            if (names[at].length() == end && host.startsWith(names[at])) {
                return (V) values[at];
            }
            at = at + 1 & mask;
        }
        return null;
    }

    private static int hash(String host, int end) {
        if (end == host.length()) {
            return host.hashCode();
        }
        // as String computes it, so that both ways agree
        int hash = 0;
        for (int i = 0; i < end; i++) {
            hash = 31 * hash + host.charAt(i);
        }
        return hash;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }
}

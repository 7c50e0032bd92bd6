package io.gatehouse.proxy.text;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Values by text, found without cutting the key out of a longer text. A hash table in pages: the cost of a look-up does
 * not depend on the number of entries, and a changed copy shares all pages but those with changes. Immutable and
 * thread-safe; {@link Edit} makes changed copies.
 */
public final class TextTable<V> {
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int LEAST = 4;
    private static final TextTable<?> EMPTY = new TextTable<>(new Entry<?>[][] {new Entry<?>[LEAST]}, LEAST, 0);

    private final Entry<V>[][] pages;
    private final int mask;
    private final int size;

    private static final class Entry<V> {
        final int hash;
        final String key;
        final V value;
        final Entry<V> next;

        Entry(int hash, String key, V value, Entry<V> next) {
            this.hash = hash;
            this.key = key;
            this.value = value;
            this.next = next;
        }
    }

    @SuppressWarnings("unchecked")
    private TextTable(Entry<?>[][] pages, int capacity, int size) {
        this.pages = (Entry<V>[][]) pages;
        this.mask = capacity - 1;
        this.size = size;
    }

    /** A table without entries. */
    @SuppressWarnings("unchecked")
    public static <V> TextTable<V> empty() {
        return (TextTable<V>) EMPTY;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The value of a text; null when there is none. */
    public V get(String key) {
        return get(key, 0, key.length(), key.hashCode());
    }

    /**
     * The value of a part of a text; null when there is none.
     *
     * @param hash of the part, as {@link #hash} computes it
     */
    public V get(String text, int from, int to, int hash) {
        int at = spread(hash) & mask;
        for (Entry<V> entry = pages[at >>> PAGE_BITS][at & PAGE - 1]; entry != null; entry = entry.next) {
            if (entry.hash == hash && entry.key.length() == to - from && text.startsWith(entry.key, from)) {
                return entry.value;
            }
        }
        return null;
    }

    /** What {@link String#hashCode} is for the part. */
    public static int hash(String text, int from, int to) {
        if (from == 0 && to == text.length()) {
            return text.hashCode();
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    /** All entries, in no order. */
    public void forEach(BiConsumer<String, V> action) {
        for (Entry<V>[] page : pages) {
            for (Entry<V> first : page) {
                for (Entry<V> entry = first; entry != null; entry = entry.next) {
                    action.accept(entry.key, entry.value);
                }
            }
        }
    }

    /** Begins a changed copy; this table stays as it is. */
    public Edit<V> edit() {
        return new Edit<>(this);
    }

    /** A changed copy in the making. For one thread. */
    public static final class Edit<V> {
        private TextTable<V> base;
        private Entry<V>[][] pages;
        private boolean[] own;
        private int mask;
        private int size;

        private Edit(TextTable<V> base) {
            this.base = base;
            this.pages = base.pages;
            this.mask = base.mask;
            this.size = base.size;
        }

        /** The value of a text as it is now; null when there is none. */
        public V get(String key) {
            int hash = key.hashCode();
            int at = spread(hash) & mask;
            return find(pages[at >>> PAGE_BITS][at & PAGE - 1], hash, key);
        }

        /** Adds or replaces; a null value removes. */
        public Edit<V> put(String key, V value) {
            int hash = key.hashCode();
            int at = spread(hash) & mask;
            Entry<V> chain = pages[at >>> PAGE_BITS][at & PAGE - 1];
            boolean known = find(chain, hash, key) != null;
            if (!known && value == null) {
                return this;
            }
            Entry<V> rest = known ? without(chain, hash, key) : chain;
            page(at)[at & PAGE - 1] = value == null ? rest : new Entry<>(hash, key, value, rest);
            if (known != (value != null)) {
                size += known ? -1 : 1;
                fit();
            }
            return this;
        }

        private static <V> V find(Entry<V> chain, int hash, String key) {
            for (Entry<V> entry = chain; entry != null; entry = entry.next) {
                if (entry.hash == hash && entry.key.equals(key)) {
                    return entry.value;
                }
            }
            return null;
        }

        private static <V> Entry<V> without(Entry<V> chain, int hash, String key) {
            if (chain.hash == hash && chain.key.equals(key)) {
                return chain.next;
            }
            return new Entry<>(chain.hash, chain.key, chain.value, without(chain.next, hash, key));
        }

        private Entry<V>[] page(int at) {
            int number = at >>> PAGE_BITS;
            if (own == null) {
                pages = pages.clone();
                own = new boolean[pages.length];
            }
            if (!own[number]) {
                pages[number] = pages[number].clone();
                own[number] = true;
            }
            return pages[number];
        }

        /** Keeps between an eighth and three quarters of the places in use. */
        private void fit() {
            int capacity = mask + 1;
            if (size > capacity - (capacity >> 2)) {
                resize(capacity << 1);
            } else if (capacity > LEAST && size < capacity >> 3) {
                resize(capacity >> 1);
            }
        }

        @SuppressWarnings("unchecked")
        private void resize(int capacity) {
            Entry<V>[][] old = pages;
            pages = (Entry<V>[][]) new Entry<?>[Math.max(1, capacity >>> PAGE_BITS)][Math.min(capacity, PAGE)];
            own = new boolean[pages.length];
            Arrays.fill(own, true);
            mask = capacity - 1;
            for (Entry<V>[] page : old) {
                for (Entry<V> first : page) {
                    for (Entry<V> entry = first; entry != null; entry = entry.next) {
                        int at = spread(entry.hash) & mask;
                        Entry<V>[] target = pages[at >>> PAGE_BITS];
                        target[at & PAGE - 1] = new Entry<>(entry.hash, entry.key, entry.value, target[at & PAGE - 1]);
                    }
                }
            }
        }

        /** The copy; the same table when nothing was changed. The edit may go on afterwards. */
        public TextTable<V> table() {
            if (own != null) {
                base = new TextTable<>(pages, mask + 1, size);
                own = null;
            }
            return base;
        }
    }
}

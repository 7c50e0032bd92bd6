package io.gatehouse.proxy.router;

import java.util.Arrays;

/**
 * Values by text, found by walking a longer text: every node on the way stands for a prefix of it (for a suffix, in a
 * tree that reads backwards). Built by one thread, then only read.
 */
final class RadixTree<V> {
    private final boolean backwards;
    private final Node<V> root = new Node<>("", 0);

    private RadixTree(boolean backwards) {
        this.backwards = backwards;
    }

    /** A tree of prefixes. */
    static <V> RadixTree<V> forwards() {
        return new RadixTree<>(false);
    }

    /** A tree of suffixes. */
    static <V> RadixTree<V> backwards() {
        return new RadixTree<>(true);
    }

    /** Adds a key that was not there. */
    void put(String key, V value) {
        String text = backwards ? new StringBuilder(key).reverse().toString() : key;
        Node<V> node = root;
        while (node.depth < text.length()) {
            node = node.descend(text);
        }
        node.value = value;
    }

    /** Where a walk begins; stands for the empty text. */
    Node<V> root() {
        return root;
    }

    /** One prefix. */
    static final class Node<V> {
        private static final Node<?>[] LEAF = {};

        private final String label;
        private final int depth;
        private V value;
        private char[] firsts = {};
        private Node<V>[] children = leaf();

        private Node(String label, int depth) {
            this.label = label;
            this.depth = depth;
        }

        @SuppressWarnings("unchecked")
        private static <V> Node<V>[] leaf() {
            return (Node<V>[]) LEAF;
        }

        /** Length of the text this node stands for. */
        int depth() {
            return depth;
        }

        /** The value here; null when only longer texts have one. */
        V value() {
            return value;
        }

        /** The next node on the way of a text that runs to {@code end}; null when there is none. */
        Node<V> next(String text, int end) {
            if (depth >= end || children.length == 0) {
                return null;
            }
            int at = indexOf(text.charAt(depth));
            if (at < 0) {
                return null;
            }
            Node<V> child = children[at];
            return child.depth <= end && text.startsWith(child.label, depth) ? child : null;
        }

        /** The same for a tree of suffixes, and a text that ends before {@code end}. */
        Node<V> nextBackwards(String text, int end) {
            if (depth >= end || children.length == 0) {
                return null;
            }
            int at = indexOf(text.charAt(end - 1 - depth));
            if (at < 0) {
                return null;
            }
            Node<V> child = children[at];
            if (child.depth > end) {
                return null;
            }
            for (int i = 0; i < child.label.length(); i++) {
                if (child.label.charAt(i) != text.charAt(end - 1 - depth - i)) {
                    return null;
                }
            }
            return child;
        }

        private int indexOf(char first) {
            if (firsts.length <= 4) {
                for (int i = 0; i < firsts.length; i++) {
                    if (firsts[i] == first) {
                        return i;
                    }
                }
                return -1;
            }
            return Arrays.binarySearch(firsts, first);
        }

        /** Goes one node further towards a text, which is made when it is missing. */
        private Node<V> descend(String text) {
            char first = text.charAt(depth);
            int at = Arrays.binarySearch(firsts, first);
            if (at < 0) {
                Node<V> made = new Node<>(text.substring(depth), text.length());
                insert(-at - 1, first, made);
                return made;
            }
            Node<V> child = children[at];
            int common = commonLength(child.label, text, depth);
            if (common == child.label.length()) {
                return child;
            }
            Node<V> between = new Node<>(child.label.substring(0, common), depth + common);
            Node<V> shortened = new Node<>(child.label.substring(common), child.depth);
            shortened.value = child.value;
            shortened.firsts = child.firsts;
            shortened.children = child.children;
            between.insert(0, shortened.label.charAt(0), shortened);
            children[at] = between;
            return between;
        }

        private void insert(int at, char first, Node<V> child) {
            char[] moreFirsts = new char[firsts.length + 1];
            Node<V>[] more = Arrays.copyOf(children, children.length + 1);
            System.arraycopy(firsts, 0, moreFirsts, 0, at);
            System.arraycopy(firsts, at, moreFirsts, at + 1, firsts.length - at);
            System.arraycopy(children, at, more, at + 1, children.length - at);
            moreFirsts[at] = first;
            more[at] = child;
            firsts = moreFirsts;
            children = more;
        }

        private static int commonLength(String label, String text, int from) {
            int most = Math.min(label.length(), text.length() - from);
            int i = 0;
            while (i < most && label.charAt(i) == text.charAt(from + i)) {
                i++;
            }
            return i;
        }
    }
}

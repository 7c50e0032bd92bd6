package io.gatehouse.proxy.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The rows of one entity type with what was made of each, and what that changed. A row that did not change keeps its
 * object: rows are compared by identity first, for a table changed by a few rows keeps the others' instances, and then by
 * content. For one thread at a time.
 */
final class CompiledRows<T> {
    private final String type;
    private final List<ObjectNode> rows;
    private final Object[] values;
    private List<T> removed;
    private List<T> added;

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * @param before what was made of the row with this id before; null when there was none
         */
        T read(Row row, T before);
    }

    private CompiledRows(String type, List<ObjectNode> rows, Object[] values, List<T> removed, List<T> added) {
        this.type = type;
        this.rows = rows;
        this.values = values;
        this.removed = removed;
        this.added = added;
    }

    static <T> CompiledRows<T> empty(String type) {
        return new CompiledRows<>(type, List.of(), new Object[0], List.of(), List.of());
    }

    /**
     * Compiles other rows of the type, all of them good for as long as they do not change. These rows must be settled.
     */
    CompiledRows<T> with(List<ObjectNode> next, Reader<T> reader) {
        return next == rows ? this : with(next, reader, value -> true);
    }

    /**
     * Compiles other rows of the type. These rows must be settled.
     *
     * @param lasting tells whether an object is still good when its row did not change
     */
    CompiledRows<T> with(List<ObjectNode> next, Reader<T> reader, Predicate<T> lasting) {
        int start = commonStart(next);
        int end = commonEnd(next, start);
        Map<String, Integer> moved = new HashMap<>();
        for (int i = start; i < rows.size() - end; i++) {
            moved.put(id(rows.get(i)), i);
        }
        Object[] made = new Object[next.size()];
        List<T> gone = new ArrayList<>();
        List<T> come = new ArrayList<>();
        int shift = rows.size() - next.size();
        for (int i = 0; i < made.length; i++) {
            Integer at = i < start
                    ? Integer.valueOf(i)
                    : i >= made.length - end ? Integer.valueOf(i + shift) : moved.remove(id(next.get(i)));
            T before = at == null ? null : value(at);
            if (before != null && same(rows.get(at), next.get(i)) && lasting.test(before)) {
                made[i] = before;
                continue;
            }
            T after = reader.read(new Row(type, next.get(i)), before);
            made[i] = after;
            come.add(after);
            if (before != null) {
                gone.add(before);
            }
        }
        moved.values().forEach(at -> gone.add(value(at)));
        return new CompiledRows<>(type, next, made, gone, come);
    }

    private int commonStart(List<ObjectNode> next) {
        int most = Math.min(rows.size(), next.size());
        int start = 0;
        while (start < most && rows.get(start) == next.get(start)) {
            start++;
        }
        return start;
    }

    private int commonEnd(List<ObjectNode> next, int start) {
        int most = Math.min(rows.size(), next.size()) - start;
        int end = 0;
        while (end < most && rows.get(rows.size() - 1 - end) == next.get(next.size() - 1 - end)) {
            end++;
        }
        return end;
    }

    private static boolean same(ObjectNode before, ObjectNode after) {
        return before == after || before.equals(after);
    }

    private static String id(ObjectNode row) {
        return row.path("id").asText();
    }

    @SuppressWarnings("unchecked")
    private T value(int at) {
        return (T) values[at];
    }

    /** What was made of the rows, in their order. */
    @SuppressWarnings("unchecked")
    List<T> values() {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(values));
    }

    /** What the rows before this change had and these have not. */
    List<T> removed() {
        return removed;
    }

    /** What was made for this change. */
    List<T> added() {
        return added;
    }

    /** Forgets what changed, and with it the objects that nothing needs any more. */
    void settle() {
        removed = List.of();
        added = List.of();
    }

    /** Whether anything is different from the rows before. */
    boolean changed() {
        return !removed.isEmpty() || !added.isEmpty();
    }
}

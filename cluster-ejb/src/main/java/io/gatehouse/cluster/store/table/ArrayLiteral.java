package io.gatehouse.cluster.store.table;

import java.util.Collection;
import java.util.stream.Collectors;

/** PostgreSQL's text form of arrays. */
public final class ArrayLiteral {

    private ArrayLiteral() {}

    /** {@code {"a","b"}}, with a backslash before quotes and backslashes; elements are never null. */
    public static String of(Collection<?> elements) {
        return elements.stream().map(ArrayLiteral::quoted).collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(Object element) {
        return '"' + element.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

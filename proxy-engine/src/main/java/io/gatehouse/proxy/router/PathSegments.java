package io.gatehouse.proxy.router;

/** Segments of a normalised path: what stands between slashes; a slash at the end begins no segment. */
final class PathSegments {
    private PathSegments() {}

    static int count(String path) {
        int count = 0;
        for (int i = 1; i < path.length(); i++) {
            count += path.charAt(i - 1) == '/' && path.charAt(i) != '/' ? 1 : 0;
        }
        return count;
    }

    /** The segments from {@code first} to {@code last}, with the slashes between them; null when they are not there. */
    static String range(String path, int first, int last) {
        int start = start(path, 1, first);
        int end = start < 0 ? -1 : start(path, start, last - first);
        if (end < 0) {
            return null;
        }
        int slash = path.indexOf('/', end);
        return path.substring(start, slash < 0 ? path.length() : slash);
    }

    /** Where a segment begins, counted from one that begins at {@code from}; -1 when there is none. */
    private static int start(String path, int from, int number) {
        int start = from;
        for (int i = 0; i < number; i++) {
            int slash = path.indexOf('/', start);
            if (slash < 0) {
                return -1;
            }
            start = slash + 1;
        }
        return start < path.length() ? start : -1;
    }
}

package io.gatehouse.proxy.router;

/**
 * One entry of a route's {@code hosts}.
 *
 * @param text as configured
 * @param name without port and {@code *}: the whole name, its end, or its start
 * @param port 0: any
 */
record HostRule(String text, Kind kind, String name, int port) {

    enum Kind {
        EXACT,
        /** {@code *.name} */
        ENDS_WITH,
        /** {@code name.*} */
        STARTS_WITH
    }

    static HostRule of(String text) {
        int nameEnd = HostText.nameEnd(text, true);
        int port = HostText.port(text, nameEnd, 0);
        String name = text.substring(0, nameEnd);
        if (name.startsWith("*")) {
            return new HostRule(text, Kind.ENDS_WITH, name.substring(1), port);
        }
        if (name.endsWith("*")) {
            return new HostRule(text, Kind.STARTS_WITH, name.substring(0, name.length() - 1), port);
        }
        return new HostRule(text, Kind.EXACT, name, port);
    }

    boolean wildcard() {
        return kind != Kind.EXACT;
    }
}

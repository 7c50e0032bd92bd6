package io.gatehouse.model.expression;

import java.util.Map;

/**
 * A field of requests or connections.
 *
 * @param text as written
 * @param name of a header (lower case, underscores for dashes) or query argument; empty text for other kinds
 * @param first index of the first segment, from 0; for segments only
 * @param last index of the last segment
 */
public record Field(String text, Kind kind, String name, int first, int last) {

    /** What a field is taken from. */
    public enum Kind {
        PROTOCOL(FieldType.STRING, true),
        SOURCE_ADDRESS(FieldType.ADDRESS, true),
        SOURCE_PORT(FieldType.INTEGER, true),
        DESTINATION_ADDRESS(FieldType.ADDRESS, true),
        DESTINATION_PORT(FieldType.INTEGER, true),
        SERVER_NAME(FieldType.STRING, true),
        METHOD(FieldType.STRING, false),
        HOST(FieldType.STRING, false),
        PATH(FieldType.STRING, false),
        SEGMENTS(FieldType.STRING, false),
        SEGMENT_COUNT(FieldType.INTEGER, false),
        HEADER(FieldType.STRING, false),
        QUERY(FieldType.STRING, false);

        private final FieldType type;
        private final boolean ofConnections;

        Kind(FieldType type, boolean ofConnections) {
            this.type = type;
            this.ofConnections = ofConnections;
        }

        public FieldType type() {
            return type;
        }
    }

    private static final Map<String, Kind> PLAIN = Map.ofEntries(
            Map.entry("net.protocol", Kind.PROTOCOL),
            Map.entry("net.src.ip", Kind.SOURCE_ADDRESS),
            Map.entry("net.src.port", Kind.SOURCE_PORT),
            Map.entry("net.dst.ip", Kind.DESTINATION_ADDRESS),
            Map.entry("net.dst.port", Kind.DESTINATION_PORT),
            // the name before 3.4
            Map.entry("net.port", Kind.DESTINATION_PORT),
            Map.entry("tls.sni", Kind.SERVER_NAME),
            Map.entry("http.method", Kind.METHOD),
            Map.entry("http.host", Kind.HOST),
            Map.entry("http.path", Kind.PATH));
    private static final String HEADERS = "http.headers.";
    private static final String QUERIES = "http.queries.";
    private static final String SEGMENTS = "http.path.segments.";

    /**
     * @throws ExpressionException when the subsystem has no such field
     */
    static Field of(String text, Subsystem subsystem) {
        Field field = find(text);
        if (field == null || subsystem == Subsystem.STREAM && !field.kind.ofConnections) {
            throw new ExpressionException("Unknown LHS field");
        }
        return field;
    }

    private static Field find(String text) {
        Kind plain = PLAIN.get(text);
        if (plain != null) {
            return new Field(text, plain, "", 0, 0);
        }
        if (text.startsWith(HEADERS) && text.length() > HEADERS.length()) {
            return new Field(text, Kind.HEADER, text.substring(HEADERS.length()), 0, 0);
        }
        if (text.startsWith(QUERIES) && text.length() > QUERIES.length()) {
            return new Field(text, Kind.QUERY, text.substring(QUERIES.length()), 0, 0);
        }
        return text.startsWith(SEGMENTS) ? segments(text, text.substring(SEGMENTS.length())) : null;
    }

    private static Field segments(String text, String range) {
        if (range.equals("len")) {
            return new Field(text, Kind.SEGMENT_COUNT, "", 0, 0);
        }
        int split = range.indexOf('_');
        int first = index(split < 0 ? range : range.substring(0, split));
        int last = split < 0 ? first : index(range.substring(split + 1));
        if (first < 0 || last < 0 || split >= 0 && last <= first) {
            throw new ExpressionException("illformed " + SEGMENTS + "* field");
        }
        return new Field(text, Kind.SEGMENTS, "", first, last);
    }

    /** A number without leading zeros; -1 for anything else. */
    private static int index(String text) {
        boolean digits = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && (text.length() == 1 || text.charAt(0) != '0') ? Integer.parseInt(text) : -1;
    }

    public FieldType type() {
        return kind.type();
    }

    /** Whether a request can have several values of it. */
    public boolean repeatable() {
        return kind == Kind.HEADER || kind == Kind.QUERY;
    }
}

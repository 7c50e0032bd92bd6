package io.gatehouse.proxy.http;

/** Reason phrases of the responses that the gateway makes itself. */
public final class Reasons {
    private static final String[] PHRASES = new String[600];

    static {
        String[][] table = {
            {"200", "OK"},
            {"201", "Created"},
            {"202", "Accepted"},
            {"204", "No Content"},
            {"206", "Partial Content"},
            {"301", "Moved Permanently"},
            {"302", "Moved Temporarily"},
            {"303", "See Other"},
            {"304", "Not Modified"},
            {"307", "Temporary Redirect"},
            {"308", "Permanent Redirect"},
            {"400", "Bad Request"},
            {"401", "Unauthorized"},
            {"402", "Payment Required"},
            {"403", "Forbidden"},
            {"404", "Not Found"},
            {"405", "Not Allowed"},
            {"406", "Not Acceptable"},
            {"408", "Request Time-out"},
            {"409", "Conflict"},
            {"410", "Gone"},
            {"411", "Length Required"},
            {"412", "Precondition Failed"},
            {"413", "Request Entity Too Large"},
            {"414", "Request-URI Too Large"},
            {"415", "Unsupported Media Type"},
            {"416", "Requested Range Not Satisfiable"},
            {"421", "Misdirected Request"},
            {"429", "Too Many Requests"},
            {"500", "Internal Server Error"},
            {"501", "Not Implemented"},
            {"502", "Bad Gateway"},
            {"503", "Service Temporarily Unavailable"},
            {"504", "Gateway Time-out"},
            {"505", "HTTP Version Not Supported"},
            {"507", "Insufficient Storage"},
        };
        for (String[] row : table) {
            PHRASES[Integer.parseInt(row[0])] = row[1];
        }
    }

    private Reasons() {}

    /** The phrase of a status; empty when there is none, which RFC 9112 §4 allows. */
    public static String of(int status) {
        String phrase = status < PHRASES.length ? PHRASES[status] : null;
        return phrase == null ? "" : phrase;
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields behind the body of an upstream's response, for clients that take them (RFC 9110 §6.5). */
final class TrailerFields {
    /** What frames, routes or admits a message must stand before its body (RFC 9110 §6.5.1). */
    private static final Set<String> HEADERS_ONLY = Set.of(
            "authorization",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "www-authenticate");

    private TrailerFields() {}

    /** Whether a client said with {@code TE: trailers} that it reads them. */
    static boolean areWanted(HeaderBlock request) {
        return request.has(KnownHeader.TE) && request.hasToken(KnownHeader.TE, "trailers");
    }

    /**
     * Fields out of their lines, names in lower case; those that may not stand there, or are malformed, are left out.
     *
     * @param lines each with LF at its end
     */
    static List<Map.Entry<String, String>> parse(String lines) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (HeaderText.isName(name) && HeaderText.isValue(value) && !HEADERS_ONLY.contains(name)) {
                fields.add(Map.entry(name, value));
            }
        });
        return fields;
    }
}

package io.gatehouse.proxy.accesslog;

import static java.util.Map.entry;

import io.gatehouse.proxy.exchange.HttpExchange;
import io.gatehouse.proxy.http.HeaderBlock;
import io.gatehouse.proxy.http.KnownHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The variables of a request that a line of the access log may have, by the names that nginx gave them. */
final class RequestVariables {
    private static final String HEADER = "http_";
    private static final String BASIC = "Basic ";

    /** Numbers, times and addresses: nothing in them needs to be escaped. */
    private static final Map<String, LinePart> PLAIN = Map.ofEntries(
            entry("body_bytes_sent", (line, exchange, clock) -> line.put(exchange.bodyBytesSent())),
            entry("bytes_sent", (line, exchange, clock) -> line.put(exchange.bytesSent())),
            entry(
                    "connection",
                    (line, exchange, clock) -> line.put(exchange.client().serial())),
            entry("connection_requests", (line, exchange, clock) -> line.put(exchange.number())),
            entry("kong_request_id", (line, exchange, clock) -> line.put(exchange.requestId())),
            entry("msec", (line, exchange, clock) -> seconds(line, System.currentTimeMillis())),
            entry("remote_addr", (line, exchange, clock) -> line.put(exchange.clientAddressText())),
            entry("request_id", (line, exchange, clock) -> line.put(exchange.requestId())),
            entry("request_length", (line, exchange, clock) -> line.put(exchange.bytesReceived())),
            entry("request_time", (line, exchange, clock) -> seconds(line, exchange.totalMillis())),
            entry(
                    "scheme",
                    (line, exchange, clock) -> line.put(exchange.client().scheme())),
            entry(
                    "server_port",
                    (line, exchange, clock) ->
                            line.put(exchange.client().local().getPort())),
            entry(
                    "status",
                    (line, exchange, clock) ->
                            line.put((long) exchange.response().status())),
            entry("time_iso8601", (line, exchange, clock) -> line.put(clock.nowIso())),
            entry("time_local", (line, exchange, clock) -> line.put(clock.now())));

    /** Texts; null for an absent one. */
    private static final Map<String, Function<HttpExchange, String>> TEXTS = Map.ofEntries(
            entry("args", RequestVariables::query),
            entry("host", exchange -> exchange.request().host()),
            entry("query_string", RequestVariables::query),
            entry("remote_user", RequestVariables::user),
            entry("request_method", exchange -> orNull(exchange.head().method())),
            entry("request_uri", exchange -> orNull(exchange.head().target())),
            entry("server_protocol", exchange -> exchange.request().protocol()),
            entry("ssl_cipher", exchange -> orNull(exchange.client().tlsCipher())),
            entry("ssl_protocol", exchange -> orNull(exchange.client().tlsVersion())),
            entry("ssl_server_name", exchange -> orNull(exchange.client().serverName())),
            entry("upstream_addr", exchange -> orNull(exchange.upstreamAddresses())),
            entry("upstream_status", exchange -> orNull(exchange.upstreamStatuses())),
            entry("uri", exchange -> orNull(exchange.request().path())));

    private RequestVariables() {}

    /**
     * @throws IllegalArgumentException for a name that is not known
     */
    static LinePart of(String name, Escaping escaping) {
        LinePart plain = PLAIN.get(name);
        if (plain != null) {
            return plain;
        }
        if (name.equals("request")) {
            return (line, exchange, clock) -> escaping.put(
                    line,
                    exchange.head().headers().bytes(),
                    exchange.head().lineStart(),
                    exchange.head().lineEnd());
        }
        Function<HttpExchange, String> text = TEXTS.get(name);
        if (text != null) {
            return (line, exchange, clock) -> escaping.put(line, text.apply(exchange));
        }
        if (name.startsWith(HEADER)) {
            return header(name.substring(HEADER.length()).replace('_', '-'), escaping);
        }
        TreeSet<String> known = new TreeSet<>(PLAIN.keySet());
        known.addAll(TEXTS.keySet());
        throw new IllegalArgumentException("$" + name + " is not known; use $request, $" + String.join(", $", known)
                + " or $http_ with the name of a header");
    }

    private static LinePart header(String name, Escaping escaping) {
        KnownHeader known = KnownHeader.of(name.toLowerCase(Locale.ROOT));
        return (line, exchange, clock) -> {
            HeaderBlock headers = exchange.head().headers();
            int at = known == KnownHeader.OTHER ? headers.find(name, 0) : headers.find(known);
            if (at < 0) {
                escaping.put(line, null);
            } else {
                escaping.put(line, headers.bytes(), headers.valueStart(at), headers.valueEnd(at));
            }
        };
    }

    private static String query(HttpExchange exchange) {
        return exchange.head().hasQuery() ? exchange.head().rawQuery() : null;
    }

    /** The name in Basic credentials (RFC 7617 §2), whether or not they were checked. */
    private static String user(HttpExchange exchange) {
        HeaderBlock headers = exchange.head().headers();
        int at = headers.find(KnownHeader.AUTHORIZATION);
        if (at < 0) {
            return null;
        }
        String value = headers.value(at);
        if (!value.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(value.substring(BASIC.length()).trim());
            String credentials = new String(decoded, StandardCharsets.ISO_8859_1);
            int colon = credentials.indexOf(':');
            return colon < 0 ? null : credentials.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** With three decimals. */
    private static void seconds(io.gatehouse.proxy.http.HeadWriter line, long millis) {
        line.put(millis / 1000).put('.');
        line.put((char) ('0' + millis / 100 % 10))
                .put((char) ('0' + millis / 10 % 10))
                .put((char) ('0' + millis % 10));
    }
}

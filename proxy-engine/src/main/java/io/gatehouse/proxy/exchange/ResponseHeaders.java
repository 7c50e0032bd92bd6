package io.gatehouse.proxy.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which headers the gateway adds to responses: the setting {@code headers}. */
public record ResponseHeaders(
        boolean server,
        boolean via,
        boolean proxyLatency,
        boolean responseLatency,
        boolean upstreamLatency,
        boolean upstreamStatus,
        boolean requestId) {

    public static final ResponseHeaders DEFAULT = of(List.of("server_tokens", "latency_tokens", "x-kong-request-id"));

    /**
     * @param tokens groups and names, without case; {@code off} among them switches all off
     */
    public static ResponseHeaders of(List<String> tokens) {
        Set<String> on =
                tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (on.contains("off")) {
            return new ResponseHeaders(false, false, false, false, false, false, false);
        }
        boolean tokensOfServer = on.contains("server_tokens");
        boolean latencies = on.contains("latency_tokens");
        return new ResponseHeaders(
                tokensOfServer || on.contains("server"),
                tokensOfServer || on.contains("via"),
                latencies || on.contains("x-kong-proxy-latency"),
                latencies || on.contains("x-kong-response-latency"),
                latencies || on.contains("x-kong-upstream-latency"),
                on.contains("x-kong-upstream-status"),
                on.contains("x-kong-request-id"));
    }
}

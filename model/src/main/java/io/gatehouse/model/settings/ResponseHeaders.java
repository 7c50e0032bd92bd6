package io.gatehouse.model.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers that the settings {@code headers} and {@code headers_upstream} switch on by name or by group. */
enum ResponseHeaders {
    RESPONSE(
            List.of(
                    "Server",
                    "Via",
                    "X-Kong-Proxy-Latency",
                    "X-Kong-Response-Latency",
                    "X-Kong-Admin-Latency",
                    "X-Kong-Upstream-Latency",
                    "X-Kong-Upstream-Status",
                    "X-Kong-Request-Id"),
            Map.of(
                    "server_tokens", Set.of("Server", "Via"),
                    "latency_tokens",
                            Set.of(
                                    "X-Kong-Proxy-Latency",
                                    "X-Kong-Response-Latency",
                                    "X-Kong-Admin-Latency",
                                    "X-Kong-Upstream-Latency"))),
    UPSTREAM(List.of("X-Kong-Request-Id"), Map.of());

    private final List<String> names;
    private final Map<String, Set<String>> groups;

    ResponseHeaders(List<String> names, Map<String, Set<String>> groups) {
        this.names = names;
        this.groups = groups;
    }

    /** Returns whether a token, in lower case, may stand in the setting. */
    boolean knows(String token) {
        return token.equals("off")
                || groups.containsKey(token)
                || names.stream().anyMatch(name -> name.equalsIgnoreCase(token));
    }

    /** Returns each header and group with whether it is on. */
    Map<String, Boolean> enabled(List<String> tokens) {
        Set<String> on =
                tokens.stream().map(token -> token.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        boolean off = on.contains("off");
        Map<String, Boolean> enabled = new LinkedHashMap<>();
        for (String name : names) {
            boolean inGroup = groups.entrySet().stream()
                    .anyMatch(group ->
                            on.contains(group.getKey()) && group.getValue().contains(name));
            enabled.put(name, !off && (inGroup || on.contains(name.toLowerCase(Locale.ROOT))));
        }
        groups.keySet().stream().sorted().forEach(group -> enabled.put(group, !off && on.contains(group)));
        return enabled;
    }
}

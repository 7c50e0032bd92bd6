package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.Algorithm;
import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import java.util.List;
import java.util.Locale;

/** Reads rows of {@code upstreams} and {@code targets}. */
final class UpstreamReader {
    private static final int DEFAULT_SLOTS = 10_000;
    private static final int DEFAULT_WEIGHT = 100;
    private static final int DEFAULT_PORT = 8000;

    private UpstreamReader() {}

    static UpstreamConfig read(Row row, List<TargetConfig> targets) {
        Algorithm algorithm = row.text("algorithm")
                .map(text -> Algorithm.of(text)
                        .orElseThrow(() -> row.wrong(
                                "algorithm", "round-robin, consistent-hashing, least-connections or latency")))
                .orElse(Algorithm.ROUND_ROBIN);
        return new UpstreamConfig(
                row.id(),
                row.requiredText("name"),
                algorithm,
                row.integer("slots", DEFAULT_SLOTS),
                new Hashing(
                        input(row, "hash_on"),
                        input(row, "hash_fallback"),
                        row.text("hash_on_cookie_path").orElse("/")),
                row.text("host_header").orElse(""),
                row.flag("use_srv_name").orElse(false),
                row.text("client_certificate"),
                HealthCheckReader.read(row),
                List.copyOf(targets));
    }

    private static HashInput input(Row row, String field) {
        String text = row.text(field).orElse("none");
        HashInput.Kind kind;
        try {
            kind = HashInput.Kind.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw row.wrong(field, "none, consumer, ip, header, cookie, path, query_arg or uri_capture");
        }
        String parameter = switch (kind) {
            case HEADER, QUERY_ARG, URI_CAPTURE -> row.requiredText(field + "_" + text);
            // there is one cookie, whichever of the two inputs it is
            case COOKIE -> row.requiredText("hash_on_cookie");
            default -> "";
        };
        return new HashInput(kind, parameter);
    }

    static TargetConfig readTarget(Row row) {
        String text = row.requiredText("target");
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']') && text.indexOf(':') == colon
                || text.startsWith("[") && colon == text.indexOf(']') + 1;
        String host = hasPort ? text.substring(0, colon) : text;
        return new TargetConfig(
                row.id(),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                hasPort ? port(row, text.substring(colon + 1)) : DEFAULT_PORT,
                row.integer("weight", DEFAULT_WEIGHT));
    }

    private static int port(Row row, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Integer.parseInt(text) > 65535) {
            throw row.wrong("target", "host:port with a port from 0 to 65535");
        }
        return Integer.parseInt(text);
    }
}

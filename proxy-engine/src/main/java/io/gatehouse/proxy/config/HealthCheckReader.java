package io.gatehouse.proxy.config;

import io.gatehouse.proxy.entity.HealthCheckConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.HealthCheckConfig.Passive;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import io.gatehouse.proxy.entity.StatusSet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Reads {@code healthchecks} of an upstream. Fields that are missing have the defaults of the schema. */
final class HealthCheckReader {
    private static final List<Integer> PROBE_GOOD = List.of(200, 302);
    private static final List<Integer> PROBE_BAD = List.of(429, 404, 500, 501, 502, 503, 504, 505);
    private static final List<Integer> RESPONSE_GOOD = IntStream.concat(
                    IntStream.concat(IntStream.rangeClosed(200, 208), IntStream.of(226)),
                    IntStream.rangeClosed(300, 308))
            .boxed()
            .toList();
    private static final List<Integer> RESPONSE_BAD = List.of(429, 500, 503);
    private static final int DEFAULT_CONCURRENCY = 10;

    private HealthCheckReader() {}

    static HealthCheckConfig read(Row upstream) {
        Row checks = upstream.record("healthchecks");
        return new HealthCheckConfig(
                checks.decimal("threshold", 0), active(checks.record("active")), passive(checks.record("passive")));
    }

    private static Active active(Row row) {
        Row healthy = row.record("healthy");
        Row unhealthy = row.record("unhealthy");
        return new Active(
                row.text("type")
                        .map(text ->
                                Type.of(text).orElseThrow(() -> row.wrong("type", "tcp, http, https, grpc or grpcs")))
                        .orElse(Type.HTTP),
                seconds(row, "timeout", 1),
                // the greatest that the schema allows is one more
                (int) Math.min(row.number("concurrency").orElse(DEFAULT_CONCURRENCY), Integer.MAX_VALUE),
                row.text("http_path").orElse("/"),
                row.textsByKey("headers"),
                row.text("https_sni"),
                row.flag("https_verify_certificate").orElse(true),
                seconds(healthy, "interval", 0),
                seconds(unhealthy, "interval", 0),
                statuses(healthy, PROBE_GOOD),
                statuses(unhealthy, PROBE_BAD),
                limits(healthy, unhealthy));
    }

    private static Passive passive(Row row) {
        Row healthy = row.record("healthy");
        Row unhealthy = row.record("unhealthy");
        return new Passive(
                statuses(healthy, RESPONSE_GOOD), statuses(unhealthy, RESPONSE_BAD), limits(healthy, unhealthy));
    }

    private static Limits limits(Row healthy, Row unhealthy) {
        return new Limits(
                healthy.integer("successes", 0),
                unhealthy.integer("tcp_failures", 0),
                unhealthy.integer("http_failures", 0),
                unhealthy.integer("timeouts", 0));
    }

    private static StatusSet statuses(Row row, List<Integer> otherwise) {
        return StatusSet.of(row.integers("http_statuses").orElse(otherwise));
    }

    private static Duration seconds(Row row, String field, double otherwise) {
        return Duration.ofNanos((long) (row.decimal(field, otherwise) * 1e9));
    }
}

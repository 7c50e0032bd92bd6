package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.HealthCheckConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Active;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.HealthCheckConfig.Passive;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import io.gatehouse.proxy.entity.StatusSet;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.HashInput;
import io.gatehouse.proxy.entity.UpstreamConfig.Hashing;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Health checks as tests want them. */
public final class TestChecks {
    private static final HashInput NOTHING = new HashInput(HashInput.Kind.NONE, "");
    private static final StatusSet GOOD = StatusSet.of(List.of(200, 302));
    private static final StatusSet BAD = StatusSet.of(List.of(429, 500, 503));

    public static final Limits NONE = new Limits(0, 0, 0, 0);
    public static final HealthCheckConfig OFF =
            new HealthCheckConfig(0, active(Type.HTTP, 10, Duration.ZERO, Duration.ZERO, NONE), passive(NONE));

    private TestChecks() {}

    static Active active(Type type, int concurrency, Duration healthyEvery, Duration unhealthyEvery, Limits limits) {
        return new Active(
                type,
                Duration.ofSeconds(2),
                concurrency,
                "/health",
                Map.of("X-Probe", List.of("one", "two")),
                Optional.empty(),
                true,
                healthyEvery,
                unhealthyEvery,
                GOOD,
                BAD,
                limits);
    }

    static Passive passive(Limits limits) {
        return new Passive(GOOD, BAD, limits);
    }

    public static HealthCheckConfig passive(double threshold, Limits limits) {
        return new HealthCheckConfig(threshold, OFF.active(), passive(limits));
    }

    static HealthCheckConfig active(Active active) {
        return new HealthCheckConfig(0, active, passive(NONE));
    }

    public static void makeUnavailable(AddressHealth address) {
        address.set(false);
    }

    public static UpstreamConfig upstream(HealthCheckConfig checks, String hostHeader, TargetConfig... targets) {
        return new UpstreamConfig(
                "u1",
                "orders",
                UpstreamConfig.Algorithm.ROUND_ROBIN,
                10_000,
                new Hashing(NOTHING, NOTHING, "/"),
                hostHeader,
                false,
                Optional.empty(),
                checks,
                List.of(targets));
    }
}

package io.gatehouse.proxy.entity;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the health of an upstream's addresses is found out.
 *
 * @param threshold percentage of all weight that the available addresses must exceed, or none is used; 0 to 100
 */
public record HealthCheckConfig(double threshold, Active active, Passive passive) {

    /** What a probe speaks. */
    public enum Type {
        TCP,
        HTTP,
        HTTPS,
        GRPC,
        GRPCS;

        public static Optional<Type> of(String text) {
            for (Type type : values()) {
                if (type.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        /** Whether probes are sent over TLS. */
        public boolean tls() {
            return this == HTTPS || this == GRPCS;
        }
    }

    /**
     * How many observations of a kind in a row change an address's state; 0: that kind is not counted.
     *
     * @param successes make an address healthy; the other three make it unhealthy
     */
    public record Limits(int successes, int tcpFailures, int httpFailures, int timeouts) {}

    /**
     * Probes.
     *
     * @param timeout of connecting, and again of the answer
     * @param concurrency most probes of an upstream under way at once
     * @param headers sent by http probes
     * @param serverName SNI; empty: the upstream's {@code host_header} or the target's name
     * @param healthyEvery between probes of available addresses; zero: none
     * @param unhealthyEvery between probes of the others; zero: none
     */
    public record Active(
            Type type,
            Duration timeout,
            int concurrency,
            String path,
            Map<String, List<String>> headers,
            Optional<String> serverName,
            boolean verify,
            Duration healthyEvery,
            Duration unhealthyEvery,
            StatusSet healthyStatuses,
            StatusSet unhealthyStatuses,
            Limits limits) {

        public boolean enabled() {
            return !healthyEvery.isZero() || !unhealthyEvery.isZero();
        }
    }

    /** What is learnt from requests. */
    public record Passive(StatusSet healthyStatuses, StatusSet unhealthyStatuses, Limits limits) {

        /** Successes alone would find nothing to mend. */
        public boolean enabled() {
            return limits.tcpFailures() > 0 || limits.httpFailures() > 0 || limits.timeouts() > 0;
        }
    }

    /** Whether anything is checked; all addresses are available otherwise. */
    public boolean enabled() {
        return active.enabled() || passive.enabled();
    }
}

package io.gatehouse.proxy.entity;

import java.util.List;
import java.util.Optional;

/**
 * An upstream and its targets.
 *
 * @param hostHeader {@code Host} sent to the targets; empty text: their own names
 * @param useSrvName whether the name in an SRV record becomes the {@code Host}
 * @param slots size of the ring of consistent hashing
 * @param hashing what a hash is made of
 * @param clientCertificate id of the certificate shown to targets
 */
public record UpstreamConfig(
        String id,
        String name,
        Algorithm algorithm,
        int slots,
        Hashing hashing,
        String hostHeader,
        boolean useSrvName,
        Optional<String> clientCertificate,
        HealthCheckConfig healthChecks,
        List<TargetConfig> targets) {

    public enum Algorithm {
        ROUND_ROBIN("round-robin"),
        CONSISTENT_HASHING("consistent-hashing"),
        LEAST_CONNECTIONS("least-connections"),
        LATENCY("latency");

        private final String text;

        Algorithm(String text) {
            this.text = text;
        }

        public static Optional<Algorithm> of(String text) {
            for (Algorithm algorithm : values()) {
                if (algorithm.text.equals(text)) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }

        /** The name in configurations. */
        public String text() {
            return text;
        }
    }

    /** The input of consistent hashing, and what is taken when a request lacks it. */
    public record Hashing(HashInput input, HashInput fallback, String cookiePath) {}

    /**
     * One input.
     *
     * @param parameter header, cookie, argument or group; empty text for the other kinds
     */
    public record HashInput(Kind kind, String parameter) {
        public enum Kind {
            NONE,
            CONSUMER,
            IP,
            HEADER,
            COOKIE,
            PATH,
            QUERY_ARG,
            URI_CAPTURE
        }
    }

    /**
     * A target.
     *
     * @param host name or IP literal (IPv6 without brackets)
     * @param weight 0: no traffic
     */
    public record TargetConfig(String id, String host, int port, int weight) {}
}

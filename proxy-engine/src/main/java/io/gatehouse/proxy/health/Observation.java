package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;

/** What one probe or request tells of an address. Each kind is counted on its own. */
public enum Observation {
    SUCCESS("successes"),
    /** A status that counts as failure, or no HTTP at all. */
    HTTP_FAILURE("HTTP failures"),
    /** Refused or broken, or no TLS. */
    TCP_FAILURE("TCP failures"),
    TIMEOUT("time-outs");

    private final String text;

    Observation(String text) {
        this.text = text;
    }

    /** How many of this kind change the state; 0: they are not counted. */
    int limit(Limits limits) {
        return switch (this) {
            case SUCCESS -> limits.successes();
            case HTTP_FAILURE -> limits.httpFailures();
            case TCP_FAILURE -> limits.tcpFailures();
            case TIMEOUT -> limits.timeouts();
        };
    }

    @Override
    public String toString() {
        return text;
    }
}

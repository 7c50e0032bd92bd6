package io.gatehouse.proxy.health;

import java.util.Optional;

/**
 * What came of a probe.
 *
 * @param observation empty when nothing can be said, as with a status that is listed nowhere
 * @param detail for the log
 */
public record ProbeResult(Optional<Observation> observation, String detail) {

    static ProbeResult of(Observation observation, String detail) {
        return new ProbeResult(Optional.of(observation), detail);
    }
}

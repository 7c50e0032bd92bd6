package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.UpstreamConfig;
import java.util.concurrent.CompletionStage;

/** Finds out whether an address serves. */
@FunctionalInterface
public interface Prober {

    /**
     * Sends a probe.
     *
     * @param upstream tells what to send, how long to wait and what to take for good
     * @return completes in any case, after the time-outs at the latest, and never exceptionally
     */
    CompletionStage<ProbeResult> probe(UpstreamConfig upstream, AddressHealth address);
}

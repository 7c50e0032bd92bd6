package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import java.time.Clock;

/** Makes the {@code reconfigure} message of an export. Stateless but for its clock; thread-safe. */
public final class PayloadEncoder {

    private final Clock clock;

    /** @param clock for the time stamp in the message */
    public PayloadEncoder(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param previous the payload before, or null; when the configuration is still the same its bytes are used again
     */
    ConfigurationPayload encode(ConfigurationExport export, long revision, ConfigurationPayload previous) {
        ObjectNode table = export.table().toDocument();
        Hashes hashes = ConfigHash.compute(table);
        if (previous != null && previous.hash().equals(hashes.config())) {
            return new ConfigurationPayload(revision, previous.hash(), previous.plugins(), previous.bytes());
        }
        byte[] message = Reconfigure.of(table, hashes, clock.instant()).encode();
        return new ConfigurationPayload(revision, hashes.config(), export.plugins(), message);
    }
}

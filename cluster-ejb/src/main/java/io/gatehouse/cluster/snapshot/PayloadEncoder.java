package io.gatehouse.cluster.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.link.Reconfigure;
import io.gatehouse.model.link.delta.Name;
import io.gatehouse.model.snapshot.ConfigHash;
import io.gatehouse.model.snapshot.Hashes;
import java.time.Clock;

/**
 * Computes the hash of a configuration and makes its {@code reconfigure} message. Remembers the last of both, since a configuration
 * often is the same at the next revision. Not thread-safe.
 */
public final class PayloadEncoder {

    private final Clock clock;
    private String hashedContent = "";
    private Hashes hashes;
    private String encodedContent = "";
    private byte[] message;

    /** @param clock for the time stamp in the message */
    public PayloadEncoder(Clock clock) {
        this.clock = clock;
    }

    /** Computes the hash, in time that grows with the configuration. */
    Name name(PublishedConfiguration configuration) {
        return name(configuration, null);
    }

    private Name name(PublishedConfiguration configuration, ObjectNode document) {
        if (!hashedContent.equals(configuration.content())) {
            hashes = ConfigHash.compute(document == null ? configuration.table().toDocument() : document);
            hashedContent = configuration.content();
        }
        return new Name(configuration.revision(), configuration.content(), hashes.config());
    }

    /** Computes the hash and encodes everything, in time and memory that grow with the configuration. */
    ConfigurationPayload encode(PublishedConfiguration configuration) {
        if (!encodedContent.equals(configuration.content())) {
            ObjectNode table = configuration.table().toDocument();
            name(configuration, table);
            message = Reconfigure.of(table, hashes, clock.instant()).encode();
            encodedContent = configuration.content();
        }
        return new ConfigurationPayload(
                name(configuration),
                configuration.plugins(),
                configuration.table().types(),
                message);
    }
}

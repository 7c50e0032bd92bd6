package io.gatehouse.cluster.snapshot;

import io.gatehouse.model.link.delta.Name;
import java.util.Optional;

/** Where sessions get configurations from. Thread-safe, and nothing blocks. */
public interface ConfigurationSource {

    /**
     * The whole of the newest known configuration. When it is not encoded yet, that is begun, and the audience gets it.
     *
     * @return empty while it is not encoded, and before the first successful read
     */
    Optional<ConfigurationPayload> current();

    /** The newest known configuration and the steps that led to it. */
    DeltaHistory history();

    /** All names of the newest configuration whose hash is computed. */
    Optional<Name> name();
}

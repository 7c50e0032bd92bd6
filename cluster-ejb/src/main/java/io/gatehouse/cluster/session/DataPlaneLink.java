package io.gatehouse.cluster.session;

import io.gatehouse.cluster.snapshot.ConfigurationPayload;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way out to one data plane. Every method returns at once and may be called from any thread; nothing is thrown when the other
 * side is gone.
 */
public interface DataPlaneLink {

    /**
     * Sends a configuration as soon as the data plane takes it. One that has not begun to leave is dropped in favour of a newer one,
     * so a slow data plane never holds more than the frame in flight and the newest payload.
     */
    void push(ConfigurationPayload payload);

    /**
     * Sends what a source has. It is asked each time when the data plane takes more, until it has nothing; so what a slow data plane
     * gets is decided when it is ready for it.
     *
     * @param source contents of frames, shared and read only; asked on the connection's thread, and must return at once
     */
    void pull(Supplier<Optional<byte[]>> source);

    /** Answers one ping. */
    void pong();

    /** Ends the connection with an empty close frame. */
    void close();
}

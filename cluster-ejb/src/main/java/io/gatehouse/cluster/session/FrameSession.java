package io.gatehouse.cluster.session;

/** A data plane's session, as the connection that carries its WebSocket frames sees it. Thread-safe. */
public interface FrameSession {

    /** A whole binary frame. */
    void binary(byte[] content);

    void ping(byte[] payload);

    /** Expected by few: who sends no pings gets no pongs. */
    default void pong() {
        unexpected("pong");
    }

    /** Any other frame, or bytes that are none; {@code what} says which. */
    void unexpected(String what);

    /** The data plane says goodbye. */
    void closedByPeer();

    /** The data plane has taken nothing for too long. */
    void stuck();

    /** Ends the session in order; the data plane may not stay. */
    void close();

    /** The connection is gone. */
    void ended();
}

package io.gatehouse.proxy.stream;

/** Takes note of every finished session: the access log. Called on the event loop; must not block. */
@FunctionalInterface
public interface SessionRecorder {
    /** Notes nothing. */
    SessionRecorder OFF = session -> {};

    void record(StreamSession session);
}

package io.gatehouse.cluster.session;

/** Takes the news about data planes. Returns at once, never throws, may be called from any thread; the newest record of a node wins. */
@FunctionalInterface
public interface HeartbeatLog {
    void record(DataPlaneRecord heartbeat);
}

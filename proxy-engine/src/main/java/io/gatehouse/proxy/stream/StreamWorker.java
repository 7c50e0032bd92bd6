package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.config.GatewayConfig;
import io.gatehouse.proxy.deadline.DeadlineWheel;
import io.gatehouse.proxy.overload.ConnectionGate;
import io.gatehouse.proxy.upstream.ConnectionOpener;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event loop and what all sessions on it share. Confined to the loop, but for {@link #active()}. */
public final class StreamWorker {
    private final EventLoop loop;
    private final Supplier<GatewayConfig> configuration;
    private final DeadlineWheel deadlines;
    private final ConnectionOpener connections;
    private final Bootstrap datagrams;
    private final VerifyDefaults verify;
    private final SessionRecorder recorder;
    private final ConnectionGate gate;
    private final Set<OpenSession> sessions = Collections.newSetFromMap(new IdentityHashMap<>());
    private final long wallOffsetNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
    private volatile int active;

    /**
     * What applies to services that do not say themselves how their upstream's certificate is checked.
     *
     * @param verify whether it is
     * @param depth most intermediate certificates
     */
    public record VerifyDefaults(boolean verify, int depth) {}

    /** A session that is not over. */
    interface OpenSession {
        /** Cuts it off. */
        void closeNow();
    }

    /**
     * @param datagrams makes sockets for UDP upstreams on the loop
     * @param gate counts sessions, as it counts the connections of HTTP clients
     */
    public StreamWorker(
            EventLoop loop,
            Supplier<GatewayConfig> configuration,
            DeadlineWheel deadlines,
            ConnectionOpener connections,
            Bootstrap datagrams,
            VerifyDefaults verify,
            SessionRecorder recorder,
            ConnectionGate gate) {
        this.loop = loop;
        this.configuration = configuration;
        this.deadlines = deadlines;
        this.connections = connections;
        this.datagrams = datagrams;
        this.verify = verify;
        this.recorder = recorder;
        this.gate = gate;
    }

    EventLoop loop() {
        return loop;
    }

    public DeadlineWheel deadlines() {
        return deadlines;
    }

    GatewayConfig configuration() {
        return configuration.get();
    }

    ConnectionOpener connections() {
        return connections;
    }

    Bootstrap datagrams() {
        return datagrams;
    }

    VerifyDefaults verify() {
        return verify;
    }

    SessionRecorder recorder() {
        return recorder;
    }

    void add(OpenSession session) {
        sessions.add(session);
        active = sessions.size();
        gate.opened();
    }

    void remove(OpenSession session) {
        if (sessions.remove(session)) {
            active = sessions.size();
            gate.closed();
        }
    }

    /** Whether there are as many sessions and connections as the process can bear. */
    boolean isFull() {
        return gate.isClosed();
    }

    /** Sessions that are not over. May be called on any thread. */
    public int active() {
        return active;
    }

    /** Cuts every session off. */
    public void closeAll() {
        new ArrayList<>(sessions).forEach(OpenSession::closeNow);
    }

    /** Nanoseconds since 1970 of a value of {@link System#nanoTime()}. */
    long epochNanos(long nanoTime) {
        return nanoTime + wallOffsetNanos;
    }
}

package io.gatehouse.proxy.client;

import io.gatehouse.proxy.exchange.Worker;
import io.gatehouse.proxy.overload.ConnectionGate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The client connections of one event loop. Confined to it, but for {@link #isDraining()}. */
public final class LoopConnections {
    private final Worker worker;
    private final ConnectionGate gate;
    private final Set<OpenConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile boolean draining;

    public LoopConnections(Worker worker, ConnectionGate gate) {
        this.worker = worker;
        this.gate = gate;
    }

    public Worker worker() {
        return worker;
    }

    /** True once the node shuts down. */
    public boolean isDraining() {
        return draining;
    }

    public void add(OpenConnection connection) {
        connections.add(connection);
        worker.counters().connectionOpened();
        gate.opened();
    }

    public void remove(OpenConnection connection) {
        if (connections.remove(connection)) {
            worker.counters().connectionClosed();
            gate.closed();
        }
    }

    /** Idle connections close now, the others after their request. */
    public void drain() {
        draining = true;
        new ArrayList<>(connections).forEach(OpenConnection::drain);
    }

    /** Cuts every connection off, and stops what belongs to the loop. */
    public void closeAll() {
        new ArrayList<>(connections).forEach(OpenConnection::closeNow);
        worker.upstreams().close();
        worker.deadlines().stop();
    }
}

package io.gatehouse.proxy.listener;

import io.gatehouse.proxy.exchange.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The client connections of one event loop. Confined to it, but for {@link #isDraining()}. */
final class LoopConnections {
    private final Worker worker;
    private final Set<ClientConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile boolean draining;

    LoopConnections(Worker worker) {
        this.worker = worker;
    }

    Worker worker() {
        return worker;
    }

    boolean isDraining() {
        return draining;
    }

    void add(ClientConnection connection) {
        connections.add(connection);
        worker.counters().connectionOpened();
    }

    void remove(ClientConnection connection) {
        if (connections.remove(connection)) {
            worker.counters().connectionClosed();
        }
    }

    /** Idle connections close now, the others after their request. */
    void drain() {
        draining = true;
        new ArrayList<>(connections).forEach(ClientConnection::drain);
    }

    void closeAll() {
        new ArrayList<>(connections).forEach(ClientConnection::closeNow);
        worker.upstreams().close();
        worker.deadlines().stop();
    }
}

package io.gatehouse.proxy.health;

import io.gatehouse.proxy.entity.UpstreamConfig;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * One of the two schedules of an upstream: that of its available addresses, or that of the others. Confined to the thread
 * of the checks.
 */
final class ProbeRound {
    private final EventExecutor thread;
    private final WatchedUpstream upstream;
    private final Prober prober;
    private final Predicate<AddressHealth> concerned;
    private final Queue<AddressHealth> waiting = new ArrayDeque<>();
    private int underWay;

    ProbeRound(EventExecutor thread, WatchedUpstream upstream, Prober prober, Predicate<AddressHealth> concerned) {
        this.thread = thread;
        this.upstream = upstream;
        this.prober = prober;
        this.concerned = concerned;
    }

    /** Probes all addresses once; does nothing while the round before is not over. */
    void run() {
        if (underWay > 0) {
            return;
        }
        upstream.addresses().stream().filter(concerned).forEach(waiting::add);
        int lanes = upstream.health().checks().active().concurrency();
        while (underWay < lanes && !waiting.isEmpty()) {
            next();
        }
    }

    private void next() {
        AddressHealth address = waiting.poll();
        if (address == null) {
            return;
        }
        underWay++;
        UpstreamConfig configured = upstream.health().upstream();
        prober.probe(configured, address)
                .whenComplete((result, failure) -> thread.execute(() -> {
                    underWay--;
                    if (failure == null) {
                        upstream.health().probed(address, result);
                    }
                    next();
                }));
    }

    /** Sends no further probes. */
    void stop() {
        waiting.clear();
    }
}

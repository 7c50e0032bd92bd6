package io.gatehouse.cluster.outlet;

import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The {@link PayloadLane} of each event loop. Thread-safe. */
final class PayloadLanes {
    private final Map<EventExecutor, PayloadLane> lanes = new ConcurrentHashMap<>();

    PayloadLane of(EventExecutor loop) {
        return lanes.computeIfAbsent(loop, PayloadLane::new);
    }
}

package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.overload.ConnectionGate;
import io.gatehouse.proxy.overload.MemoryPressure;
import io.gatehouse.proxy.overload.ProcessLimits;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounds what clients can make this process use: connections and memory. */
record ClientBounds(ConnectionGate gate, MemoryPressure memory) {
    private static final Logger LOG = LoggerFactory.getLogger(ClientBounds.class);

    /**
     * Follows from the limits of the process and the settings, and says so in the log.
     *
     * @param loops how many event loops there are
     * @throws SettingsException when a number of connections cannot be read
     */
    static ClientBounds of(Settings settings, int loops, PooledByteBufAllocator allocator) {
        ProcessLimits limits = ProcessLimits.read();
        ConnectionGate gate = new ConnectionGate(limits.clientConnections(connections(settings, loops)));
        LOG.info(
                "limits: {} file descriptors, {} MB heap, {} MB for bytes in flight, {} client connections",
                limits.descriptors() == Long.MAX_VALUE ? "unknown" : limits.descriptors(),
                limits.heapBytes() >> 20,
                limits.networkBytes() >> 20,
                gate.limit());
        return new ClientBounds(gate, new MemoryPressure(allocator::pinnedDirectMemory, limits.networkBytes()));
    }

    /** As nginx counts: of clients and to upstreams together, for each event loop. */
    private static OptionalInt connections(Settings settings, int loops) {
        String each = settings.text("nginx_events_worker_connections").orElse("auto");
        if (each.equals("auto")) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Math.multiplyExact(Integer.parseInt(each), loops));
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new SettingsException(List.of("nginx_events_worker_connections = '" + each
                    + "' is not a number of connections; use for example 16384, or auto"));
        }
    }

    /**
     * How many event loops the settings ask for.
     *
     * @throws SettingsException when that is no number
     */
    static int loops(Settings settings) {
        String processes = settings.text("nginx_main_worker_processes").orElse("auto");
        if (processes.equals("auto")) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            return Math.max(1, Integer.parseInt(processes));
        } catch (NumberFormatException wrong) {
            throw new SettingsException(List.of("nginx_main_worker_processes = '" + processes
                    + "' is not a number of event loops; use for example 4, or auto for one per processor"));
        }
    }
}

package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The memory of the process, by area. The one name of Lua that dashboards ask for stays, and means the heap; shared dictionaries
 * there are none.
 */
public final class MemoryGauges implements Consumer<ExpositionText> {
    private static final Set<String> BUFFERS = Set.of("direct", "mapped");

    private final String nodeId;

    public MemoryGauges(String nodeId) {
        this.nodeId = nodeId;
    }

    @Override
    public void accept(ExpositionText text) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        text.gauge("memory_workers_lua_vms_bytes", "Used heap of the process")
                .sample(
                        heap.getUsed(),
                        "node_id",
                        nodeId,
                        "pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "kong_subsystem",
                        "http");
        ExpositionText.Family used = text.gauge("memory_used_bytes", "Used memory by area");
        ExpositionText.Family limit =
                text.gauge("memory_limit_bytes", "What an area may grow to, where that is bounded");
        used.sample(heap.getUsed(), "area", "heap");
        limit.sample(heap.getMax(), "area", "heap");
        used.sample(ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed(), "area", "non_heap");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            used.sample(
                    pool.getMemoryUsed(), "area", "buffers_" + pool.getName().replace(' ', '_'));
        }
        // the network library takes its memory past the pools of the JVM
        if (PlatformDependent.usedDirectMemory() >= 0) {
            used.sample(PlatformDependent.usedDirectMemory(), "area", "network");
            limit.sample(PlatformDependent.maxDirectMemory(), "area", "network");
        }
    }
}

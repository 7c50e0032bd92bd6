package io.gatehouse.proxy.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.listener.ProxyStats;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

/** What {@code GET /status} answers. */
final class StatusDocument {
    private StatusDocument() {}

    static ObjectNode of(ProxyStats connections, String configurationHash, SizeFormat sizes) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("memory", memory(sizes));
        document.putObject("server")
                .put("connections_accepted", connections.accepted())
                .put("connections_handled", connections.handled())
                .put("total_requests", connections.requests())
                .put("connections_active", connections.active())
                .put("connections_reading", connections.reading())
                .put("connections_writing", connections.writing())
                .put("connections_waiting", connections.waiting());
        document.put("configuration_hash", configurationHash);
        return document;
    }

    /** One worker, this process; where clients expect shared dictionaries stand the memory areas of the JVM. */
    private static ObjectNode memory(SizeFormat sizes) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        document.putArray("workers_lua_vms")
                .addObject()
                .put("pid", ProcessHandle.current().pid())
                .set("http_allocated_gc", sizes.print(heap.getUsed()));
        ObjectNode areas = document.putObject("lua_shared_dicts");
        area(areas, "heap", Math.max(heap.getMax(), heap.getCommitted()), heap.getUsed(), sizes);
        MemoryUsage nonHeap = memory.getNonHeapMemoryUsage();
        area(areas, "non_heap", nonHeap.getCommitted(), nonHeap.getUsed(), sizes);
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            area(
                    areas,
                    "buffers_" + pool.getName().replace(' ', '_'),
                    pool.getTotalCapacity(),
                    pool.getMemoryUsed(),
                    sizes);
        }
        return document;
    }

    private static void area(ObjectNode areas, String name, long capacity, long used, SizeFormat sizes) {
        ObjectNode area = areas.putObject(name);
        area.set("capacity", sizes.print(capacity));
        area.set("allocated_slabs", sizes.print(used));
    }
}

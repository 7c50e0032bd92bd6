package io.gatehouse.model.admin.info;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The threads of this process, which do here what timers do in other gateways. */
public record JvmThreads(List<ThreadInfo> threads) {

    public static JvmThreads now() {
        var bean = ManagementFactory.getThreadMXBean();
        return new JvmThreads(Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds()))
                .filter(Objects::nonNull)
                .toList());
    }

    /** How many run and how many wait. */
    public ObjectNode counts() {
        long running = threads.stream().filter(JvmThreads::runs).count();
        return JsonNodeFactory.instance.objectNode().put("running", running).put("pending", threads.size() - running);
    }

    /** As {@code GET /timers} answers. */
    public ObjectNode describe() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("worker").put("id", 0).put("count", 1);
        ObjectNode stats = document.putObject("stats");
        stats.set("sys", counts());
        stats.set("timers", byName());
        return document;
    }

    /** Each thread by name. */
    private ObjectNode byName() {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        threads.forEach(thread -> names.putObject(thread.getThreadName() + "#" + thread.getThreadId())
                .put("name", thread.getThreadName())
                .put("is_running", runs(thread)));
        return names;
    }

    private static boolean runs(ThreadInfo thread) {
        return thread.getThreadState() == Thread.State.RUNNABLE;
    }
}

package io.gatehouse.proxy.thread;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;

/**
 * Threads for work that may take a little longer while requests are served, such as taking a new configuration: of the lowest priority,
 * so that on a busy processor an event loop waits for none of them. The JVM passes priorities on to the system with
 * {@code -XX:ThreadPriorityPolicy=1}, as the launcher has it.
 */
public final class BackgroundThreads {
    private BackgroundThreads() {}

    /** Makes daemon threads whose names begin with this one. */
    public static ThreadFactory named(String name) {
        return new DefaultThreadFactory(name, true, Thread.MIN_PRIORITY);
    }
}

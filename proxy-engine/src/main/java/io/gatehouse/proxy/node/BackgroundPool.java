package io.gatehouse.proxy.node;

import io.gatehouse.proxy.thread.BackgroundThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for what plugins must not do on an event loop. Threads come with the work and go without it; work beyond the
 * bound is refused, which plugins see as {@link java.util.concurrent.RejectedExecutionException}.
 */
final class BackgroundPool implements Executor, AutoCloseable {
    private static final int THREADS = 8;
    private static final int MAX_WAITING = 100_000;
    private static final int END_SECONDS = 5;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            BackgroundThreads.named("background"));

    BackgroundPool() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets the work at hand finish: log lines wait here. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    }
}

package io.gatehouse.cli.quickstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Shows that a step goes on: on a terminal a line that counts the seconds, elsewhere a line now and then. One step at a
 * time.
 */
final class Progress implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Work that may fail with a checked exception. */
    interface Step<T, X extends Exception> {
        T run() throws X;
    }

    /** Says what is being done, does it, and says how long it took. What the step throws is thrown on. */
    <T, X extends Exception> T during(String what, Step<T, X> step) throws X {
        long begin = System.nanoTime();
        show("  " + what + " …", terminal);
        Duration every = terminal ? ON_TERMINAL : ELSEWHERE;
        ScheduledFuture<?> ticks = ticker.scheduleAtFixedRate(
                () -> show(String.format(Locale.ROOT, "  %s … %.0f s", what, seconds(begin)), terminal),
                every.toMillis(),
                every.toMillis(),
                TimeUnit.MILLISECONDS);
        boolean done = false;
        try {
            T result = step.run();
            done = true;
            return result;
        } finally {
            ticks.cancel(false);
            String end = done ? "done" : "failed";
            show(
                    String.format(Locale.ROOT, "  %s: %s after %.1f s%n", what, end, seconds(begin))
                            .stripTrailing(),
                    false);
        }
    }

    /** Prints a line of its own. */
    void say(String line) {
        show(line, false);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    private synchronized void show(String line, boolean transientLine) {
        if (terminal) {
            out.print("\r\033[K");
        }
        out.print(line);
        if (!transientLine) {
            out.println();
        }
        out.flush();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}

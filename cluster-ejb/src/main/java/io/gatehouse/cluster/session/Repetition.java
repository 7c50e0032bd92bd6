package io.gatehouse.cluster.session;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tasks that run again and again. A scheduler drops a task that throws; here it is logged and the task goes on. */
public final class Repetition {

    private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

    private Repetition() {}

    /** @param pause between the end of one run and the beginning of the next */
    public static void start(ScheduledExecutorService scheduler, Duration pause, Runnable task) {
        scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException defect) {
                        LOG.error("a repeated task failed, it runs again in {}", pause, defect);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}

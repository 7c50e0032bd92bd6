package io.gatehouse.cluster.log;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The level in force, and the way back to the configured one. Thread-safe. */
final class LogLevelSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(LogLevelSwitch.class);

    private final LogLevel configured;
    private final ServerLog log;
    private final ScheduledExecutorService timer;
    private LogLevel current;
    private Future<?> wayBack;

    LogLevelSwitch(LogLevel configured, ServerLog log, ScheduledExecutorService timer) {
        this.configured = configured;
        this.current = configured;
        this.log = log;
        this.timer = timer;
    }

    synchronized LogLevel current() {
        return current;
    }

    /** As {@link LogLevels#change}. */
    synchronized boolean change(LogLevel level, Duration time) {
        if (level == current) {
            return false;
        }
        show(level);
        if (wayBack != null) {
            wayBack.cancel(false);
            wayBack = null;
        }
        if (!time.isZero() && level != configured) {
            wayBack = timer.schedule(this::goBack, time.toMillis(), TimeUnit.MILLISECONDS);
        }
        return true;
    }

    private synchronized void goBack() {
        // a change that came first has set another time
        if (wayBack != null && !wayBack.isCancelled()) {
            wayBack = null;
            try {
                show(configured);
            } catch (UnchangeableLogException e) {
                LOG.warn("The log level stays {}: {}", current, e.getMessage());
            }
        }
    }

    private void show(LogLevel level) {
        log.show(level);
        LOG.info("The log level was {} and is {} now", current, level);
        current = level;
    }
}

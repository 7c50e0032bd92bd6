package io.gatehouse.cluster.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLevelSwitchTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<LogLevel> shown = new CopyOnWriteArrayList<>();
    private final LogLevelSwitch level = new LogLevelSwitch(LogLevel.NOTICE, shown::add, timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void goesBackToTheConfiguredLevelAfterTheTime() {
        assertTrue(level.change(LogLevel.DEBUG, SHORT));
        assertEquals(LogLevel.DEBUG, shown.get(0));

        await().until(() -> level.current() == LogLevel.NOTICE);
        assertEquals(List.of(LogLevel.DEBUG, LogLevel.NOTICE), shown);
    }

    @Test
    void leavesTheTimeAloneWhenNothingChanges() {
        level.change(LogLevel.DEBUG, SHORT);
        assertFalse(level.change(LogLevel.DEBUG, LONG));

        await().until(() -> level.current() == LogLevel.NOTICE);
    }

    @Test
    void aNewLevelHasATimeOfItsOwn() {
        level.change(LogLevel.DEBUG, SHORT);
        level.change(LogLevel.INFO, Duration.ZERO);
        level.change(LogLevel.WARN, SHORT);

        await().until(() -> level.current() == LogLevel.NOTICE);
        assertEquals(List.of(LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.NOTICE), shown);
    }

    @Test
    void staysWhenTheServerRefuses() {
        LogLevelSwitch refused = new LogLevelSwitch(
                LogLevel.NOTICE,
                any -> {
                    throw new UnchangeableLogException("not here", null);
                },
                timer);

        assertThrows(UnchangeableLogException.class, () -> refused.change(LogLevel.DEBUG, LONG));
        assertEquals(LogLevel.NOTICE, refused.current());
    }
}

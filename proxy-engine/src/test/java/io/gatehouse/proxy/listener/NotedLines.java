package io.gatehouse.proxy.listener;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log lines of a package while this is open. */
final class NotedLines extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private NotedLines(Logger logger) {
        this.logger = logger;
    }

    static NotedLines of(String name) {
        NotedLines noted = new NotedLines(Logger.getLogger(name));
        noted.logger.addHandler(noted);
        return noted;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord record) {
        lines.add(record.getMessage());
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}

package io.gatehouse.liberty.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Lets the application change how much the running server logs, as an MBean: the two share this process, but no classes.
 * Liberty takes the change from a file beside its configuration, which it looks at twice a second. Thread-safe.
 */
public final class LogLevel implements LogLevelMBean {
    private static final String NAME = "io.gatehouse:type=LogLevel";

    private final Path file;
    private String level;

    private LogLevel(Path file, String level) {
        this.file = file;
        this.level = level;
    }

    /**
     * Offers the log level of a server. To be called once Liberty runs, which brings its own MBean server.
     *
     * @param serverFolder the folder of the server's {@code server.xml}
     * @param level the level it was started with
     */
    public static void offer(Path serverFolder, String level) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new LogLevel(file(serverFolder), level), new ObjectName(NAME));
        } catch (JMException e) {
            throw new LibertyException("the log level cannot be offered to the application: " + e.getMessage(), e);
        }
    }

    /** Removes what an earlier run of the server left. */
    static void forget(Path serverFolder) throws IOException {
        Files.deleteIfExists(file(serverFolder));
    }

    private static Path file(Path serverFolder) {
        return serverFolder.resolve("configDropins").resolve("overrides").resolve("log-level.xml");
    }

    @Override
    public synchronized String getLevel() {
        return level;
    }

    @Override
    public synchronized void setLevel(String level) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = file.resolveSibling("log-level.unfinished");
            Files.writeString(unfinished, LogVerbosity.of(level).document());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        this.level = level;
    }
}

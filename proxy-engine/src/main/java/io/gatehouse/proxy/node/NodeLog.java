package io.gatehouse.proxy.node;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Where log lines go: the error stream of a foreground process, and the log file of the prefix. */
final class NodeLog {
    private NodeLog() {}

    /**
     * @param level as {@code log_level} has it
     * @param file the log file; empty for the error stream only
     * @throws IOException when the file cannot be written
     */
    static void configure(String level, Optional<Path> file) throws IOException {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        level(level);
        add(root, new ConsoleHandler());
        if (file.isPresent() && !file.get().startsWith("/dev/")) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            add(root, new FileHandler(file.get().toString().replace("%", "%%"), 0, 1, true));
        }
    }

    /** Changes what is logged from now on. */
    static void level(String level) {
        Logger.getLogger("").setLevel(threshold(level));
    }

    private static void add(Logger root, Handler handler) {
        handler.setLevel(Level.ALL);
        handler.setFormatter(new LineFormatter());
        root.addHandler(handler);
    }

    private static Level threshold(String level) {
        return switch (level) {
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            // a node's own life is told at info; notice stands between info and warn
            case "notice" -> Level.INFO;
            case "warn" -> Level.WARNING;
            default -> Level.SEVERE;
        };
    }

    /** {@code 2026/11/21 13:40:01 [warn] 123#link: text}, as scripts that read such logs expect. */
    private static final class LineFormatter extends Formatter {
        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneId.systemDefault());
        private static final long PID = ProcessHandle.current().pid();

        @Override
        public String format(LogRecord line) {
            StringWriter text = new StringWriter();
            text.append(TIME.format(Instant.ofEpochMilli(line.getMillis())))
                    .append(" [")
                    .append(name(line.getLevel()))
                    .append("] ")
                    .append(Long.toString(PID))
                    .append('#')
                    .append(Long.toString(line.getLongThreadID()))
                    .append(": ")
                    .append(formatMessage(line))
                    .append('\n');
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            return text.toString();
        }

        private static String name(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return "error";
            }
            if (level.intValue() >= Level.WARNING.intValue()) {
                return "warn";
            }
            return level.intValue() >= Level.INFO.intValue() ? "notice" : "debug";
        }
    }
}

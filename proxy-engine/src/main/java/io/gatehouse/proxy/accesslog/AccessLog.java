package io.gatehouse.proxy.accesslog;

import io.gatehouse.model.settings.Settings;
import io.gatehouse.model.settings.SettingsException;
import io.gatehouse.proxy.exchange.AccessRecorder;
import io.gatehouse.proxy.stream.SessionRecorder;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that gets one line for each request or session. Event loops collect lines and hand them over in pieces; a thread writes them. When
 * it cannot follow, pieces are dropped and counted: a slow disk must not slow requests.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int PIECES = 1024;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Optional<FileChannel> file;
    private final Optional<LineFormat> format;
    private final BlockingQueue<ByteBuffer> pieces = new ArrayBlockingQueue<>(PIECES);
    private final AtomicLong dropped = new AtomicLong();
    private final Optional<Thread> writer;

    private AccessLog(Optional<FileChannel> file, Optional<LineFormat> format) {
        this.file = file;
        this.format = format;
        this.writer = file.map(channel -> {
            Thread thread = new Thread(() -> write(channel), "access-log");
            thread.setDaemon(true);
            thread.start();
            return thread;
        });
    }

    /** No log at all. */
    public static AccessLog off() {
        return new AccessLog(Optional.empty(), Optional.empty());
    }

    /**
     * Opens the log of requests, which {@code proxy_access_log} names.
     *
     * @throws IOException when the file cannot be written
     * @throws SettingsException when the format does not exist
     */
    public static AccessLog ofRequests(Settings settings) throws IOException {
        if (settings.text("proxy_access_log").orElse("off").equals("off")) {
            return off();
        }
        Map<String, LineFormat> formats = LineFormats.of(settings);
        LogTarget target = LogTarget.of(settings, "proxy_access_log", formats, LineFormats.USUAL);
        return open(target, Optional.of(formats.get(target.format())));
    }

    /**
     * Opens the log of stream sessions, which {@code proxy_stream_access_log} names; it may be the same file.
     *
     * @throws IOException when the file cannot be written
     */
    public static AccessLog ofSessions(Settings settings) throws IOException {
        return open(LogTarget.of(settings, "proxy_stream_access_log", Map.of(), "basic"), Optional.empty());
    }

    /**
     * Opens the log of the Admin API, which {@code admin_access_log} names.
     *
     * @throws IOException when the file cannot be written
     */
    public static AccessLog ofAdministration(Settings settings) throws IOException {
        return open(LogTarget.of(settings, "admin_access_log", Map.of(), LineFormats.USUAL), Optional.empty());
    }

    private static AccessLog open(LogTarget target, Optional<LineFormat> format) throws IOException {
        if (target.file().isEmpty()) {
            return off();
        }
        Path path = target.file().get();
        if (path.getParent() != null) {
            Files.createDirectories(path.getParent());
        }
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        return new AccessLog(Optional.of(file), format);
    }

    /** What the exchanges of an event loop report to. */
    public AccessRecorder recorder(EventLoop loop) {
        return file.isEmpty() ? AccessRecorder.OFF : new RequestLines(new LoopLines(this, loop), format.orElseThrow());
    }

    /** What the sessions of an event loop report to. */
    public SessionRecorder sessionRecorder(EventLoop loop) {
        return file.isEmpty() ? SessionRecorder.OFF : new SessionLines(new LoopLines(this, loop));
    }

    /** Whether lines go anywhere. */
    public boolean isOpen() {
        return file.isPresent();
    }

    /** Takes over lines; never blocks. */
    public void add(ByteBuffer lines) {
        if (!pieces.offer(lines)) {
            dropped.incrementAndGet();
        }
    }

    private void write(FileChannel channel) {
        try {
            ByteBuffer piece = pieces.take();
            while (piece != END) {
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    LOG.warn("the access log cannot follow: {} pieces of it were dropped", lost);
                }
                piece = pieces.take();
            }
        } catch (IOException e) {
            LOG.error("the access log cannot be written any more: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what was handed over, and closes the file. */
    @Override
    public void close() {
        writer.ifPresent(thread -> {
            try {
                pieces.offer(END, 1, TimeUnit.SECONDS);
                thread.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        file.ifPresent(channel -> {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("the access log was not closed: {}", e.getMessage());
            }
        });
    }
}

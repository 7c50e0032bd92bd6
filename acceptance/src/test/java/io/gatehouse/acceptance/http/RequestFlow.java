package io.gatehouse.acceptance.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady rate over a few connections that stay open. Nothing is tried twice, as an HTTP client would do: a
 * connection that ends early is a failure, and so is every status but 200.
 */
public final class RequestFlow implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final int MOST_FAILURES = 20;

    private final AtomicInteger succeeded = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long begin = System.nanoTime();
    private volatile boolean ended;

    /**
     * What came of it.
     *
     * @param perSecond what the machine allowed; less than was wanted when it is busy
     * @param failures the first of them
     */
    public record Result(int succeeded, double perSecond, List<String> failures) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d succeeded at %.0f per second, %d failed", succeeded, perSecond, failures.size());
        }
    }

    private RequestFlow(int port, String path, int perSecond) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long pause = TimeUnit.SECONDS.toNanos(1) * CONNECTIONS / perSecond;
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(() -> send(port, request, pause), "flow");
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    public static RequestFlow start(int port, String path, int perSecond) {
        return new RequestFlow(port, path, perSecond);
    }

    public int succeeded() {
        return succeeded.get();
    }

    /** Lets the last requests finish. */
    public Result end() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(succeeded.get(), succeeded.get() / seconds, List.copyOf(failures));
    }

    @Override
    public void close() {
        ended = true;
    }

    private void send(int port, byte[] request, long pause) {
        while (!ended && failures.size() < MOST_FAILURES) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(30_000);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                long due = System.nanoTime();
                while (!ended) {
                    socket.getOutputStream().write(request);
                    String head = head(in);
                    in.skipNBytes(contentLength(head));
                    if (head.startsWith("HTTP/1.1 200 ")) {
                        succeeded.incrementAndGet();
                    } else {
                        failures.add(head);
                    }
                    due += pause;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static int contentLength(String head) throws IOException {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("no content-length in: " + head));
    }
}

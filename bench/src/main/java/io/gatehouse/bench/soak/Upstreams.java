package io.gatehouse.bench.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One upstream that is always well, one that sometimes is, and one that never is; all on 127.0.0.1. */
final class Upstreams implements Closeable {
    /** Bytes of a small body. */
    static final int SMALL = 100;

    /** Bytes of a large body. */
    static final int LARGE = 200_000;

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "upstream");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer steady;
    private final FailingUpstream shaky;
    private final FailingUpstream broken;

    Upstreams(Tally tally) throws IOException {
        steady = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        steady.setExecutor(threads);
        steady.createContext("/", Upstreams::serve);
        steady.start();
        shaky = new FailingUpstream(threads, tally, true);
        broken = new FailingUpstream(threads, tally, false);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        long posted = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        if (path.endsWith("/endless")) {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                byte[] part = new byte[SMALL * 10];
                for (long sent = 0; sent < 100L * LARGE; sent += part.length) {
                    body.write(part);
                }
            }
            return;
        }
        byte[] body = path.endsWith("/echo")
                ? String.valueOf(posted).getBytes(StandardCharsets.US_ASCII)
                : new byte[path.endsWith("/large") ? LARGE : SMALL];
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    int steadyPort() {
        return steady.getAddress().getPort();
    }

    int shakyPort() {
        return shaky.port();
    }

    int brokenPort() {
        return broken.port();
    }

    /** What changes the ways in which the others fail, as long as it runs. */
    Runnable troubles() {
        return () -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.sleep(3000);
                    shaky.next();
                    broken.next();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() throws IOException {
        steady.stop(0);
        shaky.close();
        broken.close();
        threads.shutdownNow();
    }
}

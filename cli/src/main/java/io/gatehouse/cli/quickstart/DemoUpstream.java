package io.gatehouse.cli.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Something to proxy to: answers every request with what arrived, as JSON. For demonstrations only. */
final class DemoUpstream implements AutoCloseable {
    private static final int THREADS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private DemoUpstream(HttpServer server) {
        this.server = server;
    }

    /** Starts it on loopback; port 0 lets the system choose one. */
    static DemoUpstream start(int port) throws IOException {
        DemoUpstream upstream = new DemoUpstream(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0));
        upstream.server.createContext("/", DemoUpstream::echo);
        upstream.server.setExecutor(upstream.threads);
        upstream.server.start();
        return upstream;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("message", "Hello from the demo upstream");
            answer.put("method", exchange.getRequestMethod());
            answer.put("path", exchange.getRequestURI().toString());
            ObjectNode headers = answer.putObject("headers");
            new TreeMap<>(exchange.getRequestHeaders())
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            long size = 0;
            byte[] part = new byte[8192];
            for (int read = exchange.getRequestBody().read(part);
                    read >= 0;
                    read = exchange.getRequestBody().read(part)) {
                size += read;
            }
            answer.put("body_size", size);
            byte[] body = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + '\n')
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}

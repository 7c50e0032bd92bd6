package io.gatehouse.proxy.node;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.listener.RawClient;
import io.gatehouse.proxy.listener.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replacing a large configuration again and again, while clients send requests over connections that they keep. */
class ChangesUnderTrafficTest {
    private static final int ROUTES = 5_000;
    private static final int CHANGES = 10;
    private static final int CLIENTS = 4;
    private static final String DEAD = "127.0.0.2:1";

    @TempDir
    private Path prefix;

    /** An upstream that counts its requests and the connections that they come by. */
    private static final class Counted implements AutoCloseable {
        final AtomicInteger requests = new AtomicInteger();
        final AtomicInteger connections = new AtomicInteger();
        private final ScriptedUpstream upstream;

        Counted() throws IOException {
            upstream = new ScriptedUpstream((request, connection) -> {
                requests.incrementAndGet();
                connections.accumulateAndGet(request.connection(), Math::max);
                ScriptedUpstream.write(connection, ScriptedUpstream.OK);
            });
        }

        String target() {
            return "127.0.0.1:" + upstream.port();
        }

        @Override
        public void close() throws IOException {
            upstream.close();
        }
    }

    /**
     * All routes lead to one upstream.
     *
     * @param change every one has other routes, another service and another upstream beside those that stay
     */
    private static String configuration(int change, String... targets) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("_format_version", "3.0");
        ArrayNode upstreams = document.putArray("upstreams");
        ObjectNode orders = upstreams.addObject().put("name", "orders");
        orders.putObject("healthchecks")
                .putObject("passive")
                .putObject("unhealthy")
                .put("tcp_failures", 5);
        ArrayNode list = orders.putArray("targets");
        for (String target : targets) {
            list.addObject().put("target", target);
        }
        upstreams.addObject().put("name", "other-" + change);
        ArrayNode services = document.putArray("services");
        services.addObject().put("name", "changing").put("host", "other-" + change);
        ArrayNode routes =
                services.addObject().put("name", "s").put("host", "orders").putArray("routes");
        for (int i = 0; i < ROUTES; i++) {
            routes.addObject().put("name", "r" + i).putArray("paths").add("/r" + i + "/");
        }
        routes.addObject().put("name", "new-" + change).putArray("paths").add("/new-" + change);
        return document.toString();
    }

    /** Sends requests one after the other over one connection, until it is told to stop; answers how many. */
    private static int client(int port, int number, AtomicBoolean stop) throws IOException {
        int sent = 0;
        try (RawClient client = new RawClient(port)) {
            while (!stop.get()) {
                int route = (number * 1_237 + sent * 31) % ROUTES;
                client.send("GET /r" + route + "/x HTTP/1.1\r\nHost: h\r\n\r\n");
                assertEquals(200, client.read().status(), "client " + number + ", request " + sent);
                sent++;
            }
        }
        return sent;
    }

    private static String health(StandaloneNode node) throws Exception {
        for (JsonNode target : node.get("/upstreams/orders/health").json().path("data")) {
            if (target.path("target").asText().equals(DEAD)) {
                return target.path("health").asText();
            }
        }
        return "no such target";
    }

    @Test
    void noRequestFailsAndConnectionsTurnsAndHealthStay() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicBoolean stop = new AtomicBoolean();
        try (Counted first = new Counted();
                Counted second = new Counted();
                StandaloneNode node = new StandaloneNode(prefix)) {
            String[] targets = {first.target(), second.target(), DEAD};
            assertEquals(201, node.post("/config", configuration(0, targets)).status());
            assertEquals(
                    204,
                    node.admin("PUT", "/upstreams/orders/targets/" + DEAD + "/unhealthy", "", "")
                            .status());
            int port = node.node().proxyAddresses().get(0).getPort();
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                running.add(clients.submit(() -> client(port, number, stop)));
            }
            int probes = 0;
            for (int change = 1; change <= CHANGES; change++) {
                int before = first.requests.get();
                assertEquals(
                        201,
                        node.post("/config", configuration(change, targets)).status());
                assertEquals(200, node.proxied("/new-" + change));
                assertEquals(404, node.proxied("/new-" + (change - 1)));
                probes++;
                assertEquals("UNHEALTHY", health(node), "after change " + change);
                await().until(() ->
                        first.requests.get() > before + 100 || running.stream().anyMatch(Future::isDone));
            }
            stop.set(true);
            int sent = probes;
            for (Future<Integer> each : running) {
                sent += each.get();
            }
            assertEquals(sent, first.requests.get() + second.requests.get());
            // one turn in all, whatever was changed beside it
            assertEquals(sent / 2, first.requests.get(), 1);
            int most = CLIENTS + 1;
            assertTrue(
                    first.connections.get() <= most && second.connections.get() <= most,
                    () -> first.connections + " and " + second.connections + " connections for " + most
                            + " requests at a time");
        } finally {
            stop.set(true);
            clients.shutdownNow();
        }
    }
}

package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.plugin.BodyTooLargeException;
import io.gatehouse.plugin.BodyTransformer;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.Plugin;
import io.gatehouse.plugin.Reply;
import io.gatehouse.plugin.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins on a running proxy: every phase, waiting, answering and failing. */
class PluginPhasesTest {
    private static final String GET = "GET /r?b=2 HTTP/1.1\r\nHost: h\r\nX-Old: 1\r\n\r\n";

    @TempDir
    private Path prefix;

    private final List<ObjectNode> logged = new CopyOnWriteArrayList<>();
    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private final Plugin logger = new Plugin() {
        @Override
        public void log(LogEntry entry) {
            logged.add(entry.document());
        }
    };

    private void start(ProbeType... probes) throws IOException {
        upstream = ScriptedUpstream.answering(OK);
        startAt(upstream.port(), probes);
    }

    private void startAt(int port, ProbeType... probes) throws IOException {
        List<ProbeType> all = new ArrayList<>(Arrays.asList(probes));
        all.add(ProbeType.of("logger", 1, logger));
        String plugins = all.stream()
                .map(probe -> "- name: " + probe.definition().name() + "\n")
                .collect(Collectors.joining());
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + port
                        + ", retries: 1, routes: [{name: r, paths: [/r]}]}\n" + "plugins:\n" + plugins,
                all);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        if (upstream != null) {
            upstream.close();
        }
    }

    private ObjectNode log() {
        await().until(() -> !logged.isEmpty());
        return logged.remove(0);
    }

    @Test
    void changesRequestAndResponse() throws IOException {
        start(ProbeType.of("changer", 10, new Plugin() {
            @Override
            public Step rewrite(Exchange exchange) {
                exchange.upstreamRequest()
                        .setHeader("X-Rewritten", exchange.request().path());
                return Step.NEXT;
            }

            @Override
            public Step access(Exchange exchange) {
                exchange.upstreamRequest().removeHeader("x-old");
                exchange.upstreamRequest().addHeader("X-New", "2");
                exchange.upstreamRequest().rawQuery("a=1");
                exchange.authenticate(
                        Optional.of(new Consumer(
                                "c1", Optional.of("alice"), Optional.empty(), JsonNodeFactory.instance.objectNode())),
                        Optional.of(new Credential(
                                "keys", "k1", Optional.of("key"), "c1", JsonNodeFactory.instance.objectNode())),
                        false);
                exchange.logField("correlation_id", TextNode.valueOf("7"));
                return Step.NEXT;
            }

            @Override
            public void responseHeaders(Exchange exchange) {
                exchange.response()
                        .setHeader(
                                "X-Status", Integer.toString(exchange.response().status()));
                exchange.response().status(202);
            }

            @Override
            public Optional<BodyTransformer> responseBody(Exchange exchange) {
                return Optional.of((piece, last) -> last
                        ? "!".getBytes(StandardCharsets.UTF_8)
                        : new String(piece, StandardCharsets.UTF_8)
                                .toUpperCase(Locale.ROOT)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }));
        RawResponse response = proxy.exchange(GET);
        assertEquals("HTTP/1.1 202 Accepted", response.statusLine());
        assertEquals("200", response.header("X-Status"));
        assertEquals("chunked", response.header("Transfer-Encoding"));
        assertEquals(List.of(), response.headers("Content-Length"));
        assertEquals("OK!", response.body());
        ScriptedUpstream.Received seen = upstream.last();
        assertEquals("GET /?a=1 HTTP/1.1", seen.requestLine());
        assertEquals(List.of(), seen.headers("X-Old"));
        assertEquals("2", seen.header("X-New"));
        assertEquals("/r", seen.header("X-Rewritten"));
        assertEquals("c1", seen.header("X-Consumer-ID"));
        assertEquals("alice", seen.header("X-Consumer-Username"));
        assertEquals("key", seen.header("X-Credential-Identifier"));

        ObjectNode document = log();
        assertEquals("/?a=1", document.get("upstream_uri").asText());
        assertEquals("7", document.get("correlation_id").asText());
        assertEquals("k1", document.at("/authenticated_entity/id").asText());
        assertEquals(202, document.at("/response/status").asInt());
        assertEquals("200", document.at("/response/headers/x-status").asText());
        assertTrue(document.at("/request/headers/x-old").isMissingNode());
        assertEquals("2", document.at("/request/headers/x-new").asText());
    }

    @Test
    void waitsForWhatAPluginAwaits() throws IOException {
        CompletableFuture<Step> later = new CompletableFuture<>();
        start(ProbeType.of("waiter", 10, new Plugin() {
            @Override
            public Step access(Exchange exchange) {
                return exchange.request().header("x-old").isPresent() ? Step.await(later) : Step.NEXT;
            }
        }));
        try (RawClient client = proxy.client()) {
            client.send(GET + "GET /none HTTP/1.1\r\nHost: h\r\n\r\n");
            await().until(() -> proxy.server().stats().writing() == 1);
            assertEquals(0, upstream.received().size());
            later.complete(Step.NEXT);
            assertEquals(200, client.read().status());
            assertEquals(404, client.read().status(), "the next request waited");
        }
    }

    @Test
    void forgetsAWaitingPluginWhenTheClientGoes() throws IOException {
        CompletableFuture<Step> later = new CompletableFuture<>();
        start(ProbeType.of("waiter", 10, new Plugin() {
            @Override
            public Step access(Exchange exchange) {
                return Step.await(later);
            }
        }));
        try (RawClient client = proxy.client()) {
            client.send(GET);
            await().until(() -> proxy.server().stats().writing() == 1);
        }
        ObjectNode document = log();
        assertEquals(499, document.at("/response/status").asInt());
        assertEquals(0, document.at("/response/size").asInt());
        later.complete(Step.NEXT);
        await().until(() -> proxy.server().stats().active() == 0);
        assertEquals(0, upstream.received().size());
    }

    @Test
    void answersInPlaceOfTheUpstreamAndStillRunsTheLaterPhases() throws IOException {
        start(
                ProbeType.of("guard", 10, new Plugin() {
                    @Override
                    public Step access(Exchange exchange) {
                        return Step.respond(Reply.error(401, "No \"key\"").withHeader("WWW-Authenticate", "Key"));
                    }
                }),
                ProbeType.of("later", 5, new Plugin() {
                    @Override
                    public Step access(Exchange exchange) {
                        throw new AssertionError("the access phase has ended");
                    }

                    @Override
                    public void responseHeaders(Exchange exchange) {
                        exchange.response().addHeader("X-Later", "1");
                    }
                }));
        try (RawClient client = proxy.client()) {
            client.send("POST /r HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n");
            RawResponse response = client.read();
            assertEquals(401, response.status());
            assertEquals("Key", response.header("WWW-Authenticate"));
            assertEquals("1", response.header("X-Later"));
            assertTrue(response.body().startsWith("{\n  \"message\":\"No \\\"key\\\"\",\n"), response.body());
            client.send("abcde" + GET);
            assertEquals(401, client.read().status(), "the rest of the body is skipped");
        }
        assertEquals(0, upstream.received().size());
        ObjectNode document = log();
        assertEquals(0, document.get("tries").size());
        assertEquals("r", document.at("/route/name").asText());
        assertEquals("s", document.at("/service/name").asText());
        assertEquals("kong", document.get("source").asText());
        assertEquals(-1, document.at("/latencies/proxy").asInt());
    }

    @Test
    void answersWithAnErrorWhenAPluginFails() throws IOException {
        start(ProbeType.of("broken", 10, new Plugin() {
            @Override
            public Step access(Exchange exchange) {
                throw new IllegalStateException("for this test");
            }
        }));
        RawResponse response = proxy.exchange(GET);
        assertEquals(500, response.status());
        assertEquals("application/json; charset=utf-8", response.header("Content-Type"));
        assertTrue(response.body().startsWith("{\n  \"message\":\"An unexpected error occurred\","));
        assertFalse(response.body().contains("for this test"));
    }

    @Test
    void readsBodiesUpToALimitAndReplacesThem() throws IOException {
        start(ProbeType.of("reader", 10, new Plugin() {
            @Override
            public Step access(Exchange exchange) {
                return Step.await(exchange.request().body(10).handle((body, error) -> {
                    if (error instanceof BodyTooLargeException) {
                        exchange.upstreamRequest().setHeader("X-Too-Large", "1");
                    } else {
                        exchange.upstreamRequest().body((new String(body) + "+").getBytes());
                    }
                    return Step.NEXT;
                }));
            }
        }));
        try (RawClient client = proxy.client()) {
            client.send("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            await().until(() -> proxy.server().stats().writing() == 1);
            client.send("0\r\n\r\n");
            assertEquals(200, client.read().status());
            assertEquals("abc+", upstream.last().body());
            client.send("POST /r HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\nabcdefghijkl");
            assertEquals(200, client.read().status());
            assertEquals("abcdefghijkl", upstream.last().body());
            assertEquals("1", upstream.last().header("X-Too-Large"));
        }
    }

    @Test
    void logsWhatHappened() throws IOException {
        int dead;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        startAt(dead);
        upstream = new ScriptedUpstream((request, connection) -> connection.close());
        proxy.configure("services:\n- {name: s, host: 127.0.0.1, port: " + dead
                + ", retries: 1, routes: [{name: r, paths: [/r]}]}\n"
                + "- {name: closing, host: 127.0.0.1, port: " + upstream.port()
                + ", retries: 1, routes: [{name: closing, paths: [/closing]}]}\n"
                + "plugins:\n- name: logger\n");
        RawResponse response = proxy.exchange(
                "GET /r?a=1&a=2&b&c= HTTP/1.1\r\nHost: H.test:80\r\nAuthorization: x\r\n" + "X-A: 1\r\nx-a: 2\r\n\r\n");
        assertEquals(502, response.status());
        ObjectNode document = log();
        assertEquals(
                response.header("X-Kong-Request-Id"), document.at("/request/id").asText());
        assertEquals("GET", document.at("/request/method").asText());
        assertEquals("/r?a=1&a=2&b&c=", document.at("/request/uri").asText());
        assertEquals(
                "http://h.test:" + proxy.port() + "/r?a=1&a=2&b&c=",
                document.at("/request/url").asText());
        assertEquals(
                "{\"a\":[\"1\",\"2\"],\"b\":true,\"c\":\"\"}",
                document.at("/request/querystring").toString());
        assertEquals("REDACTED", document.at("/request/headers/authorization").asText());
        assertEquals("[\"1\",\"2\"]", document.at("/request/headers/x-a").toString());
        assertEquals("502, 502", document.get("upstream_status").asText());
        assertEquals("/?a=1&a=2&b&c=", document.get("upstream_uri").asText());
        assertEquals(2, document.get("tries").size());
        assertEquals("127.0.0.1", document.at("/tries/0/ip").asText());
        assertEquals(dead, document.at("/tries/0/port").asInt());
        assertEquals("failed", document.at("/tries/1/state").asText());
        assertEquals(502, document.at("/tries/1/code").asInt());
        assertEquals("127.0.0.1", document.get("client_ip").asText());
        assertEquals("kong", document.get("source").asText());
        assertEquals("default", document.get("workspace_name").asText());
        String workspace = document.get("workspace").asText();
        assertEquals(36, workspace.length());
        assertEquals(workspace, document.at("/route/ws_id").asText());
        assertEquals(workspace, document.at("/service/ws_id").asText());

        proxy.exchange("POST /closing HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        ObjectNode closed = log();
        assertEquals("502", closed.get("upstream_status").asText());
        assertFalse(closed.at("/tries/0").has("state"), "a try that may not be repeated says nothing of its failure");

        proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\n\r\n");
        ObjectNode unmatched = log();
        assertEquals("", unmatched.get("upstream_uri").asText());
        assertEquals(workspace, unmatched.get("workspace").asText());
        assertEquals("", unmatched.get("upstream_status").asText());
        assertFalse(unmatched.has("route") || unmatched.has("service") || unmatched.has("tries"));

        proxy.exchange("GARBAGE\r\n\r\n");
        assertEquals(400, log().at("/response/status").asInt());
    }
}

package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upstreams that fail, clients that go away, and what the gateway answers by itself. */
class FailureTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String BAD_GATEWAY = "An invalid response was received from the upstream server";

    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(ScriptedUpstream newUpstream, String service, String... settings) throws IOException {
        upstream = newUpstream;
        proxy = new RunningProxy(prefix, services(upstream.port(), service), settings);
    }

    private static String services(int port, String service) {
        return "services:\n- {name: s, host: 127.0.0.1, port: " + port + ", routes: [{name: r, paths: [/r]}]" + service
                + "}\nroutes:\n- {name: serviceless, paths: [/serviceless]}\n";
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        if (upstream != null) {
            upstream.close();
        }
    }

    @Test
    void wordsErrorsAsTheClientAccepts() throws IOException {
        proxy = new RunningProxy(prefix, services(deadPort(), ", retries: 1"));
        RawResponse json = proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\n\r\n");
        String id = json.header("X-Kong-Request-Id");
        assertEquals("HTTP/1.1 404 Not Found", json.statusLine());
        assertEquals(
                "{\n  \"message\":\"no Route matched with those values\",\n  \"request_id\":\"" + id + "\"\n}",
                json.body());
        assertEquals("application/json; charset=utf-8", json.header("Content-Type"));
        assertEquals("gatehouse/0.1.0", json.header("Server"));
        assertFalse(json.header("X-Kong-Response-Latency").isEmpty());
        assertFalse(json.header("Date").isEmpty());
        assertEquals(List.of(), json.headers("Via"));

        RawResponse html = proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\nAccept: text/html;q=0.9,*/*;q=0.1\r\n\r\n");
        id = html.header("X-Kong-Request-Id");
        assertEquals("text/html; charset=utf-8", html.header("Content-Type"));
        assertEquals(
                "<!doctype html>\n<html>\n  <head>\n    <meta charset=\"utf-8\">\n    <title>Error</title>\n  </head>\n"
                        + "  <body>\n    <h1>Error</h1>\n    <p>no Route matched with those values.</p>\n"
                        + "    <p>request_id: " + id + "</p>\n  </body>\n</html>\n",
                html.body());

        RawResponse xml = proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\nAccept: application/xml\r\n\r\n");
        id = xml.header("X-Kong-Request-Id");
        assertEquals(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error>\n"
                        + "  <message>no Route matched with those values</message>\n  <requestid>" + id
                        + "</requestid>\n</error>\n",
                xml.body());

        RawResponse plain = proxy.exchange("GET /none HTTP/1.1\r\nHost: h\r\nAccept: text/*\r\n\r\n");
        id = plain.header("X-Kong-Request-Id");
        assertEquals("no Route matched with those values\nrequest_id: " + id + "\n", plain.body());

        RawResponse head = proxy.exchange("HEAD /none HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(404, head.status());
        assertEquals("103", head.header("Content-Length"));

        RawResponse serviceless = proxy.exchange("GET /serviceless HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals("HTTP/1.1 503 Service Temporarily Unavailable", serviceless.statusLine());
        assertTrue(serviceless.body().contains("no Service found with those values"));
    }

    @Test
    void answersForAnUpstreamThatRefuses() throws IOException {
        proxy = new RunningProxy(
                prefix,
                services(deadPort(), ", retries: 2"),
                "headers=server_tokens,latency_tokens,X-Kong-Upstream-Status");
        RawResponse response = proxy.exchange(GET);
        assertEquals("HTTP/1.1 502 Bad Gateway", response.statusLine());
        assertEquals("text/plain; charset=utf-8", response.header("Content-Type"));
        assertTrue(response.body().startsWith(BAD_GATEWAY + "\nrequest_id: "));
        assertEquals("1.1 gatehouse/0.1.0", response.header("Via"));
        assertEquals("502", response.header("X-Kong-Upstream-Status"));
        assertFalse(response.header("X-Kong-Proxy-Latency").isEmpty());
        assertFalse(response.header("X-Kong-Upstream-Latency").isEmpty());
        assertEquals(List.of(), response.headers("X-Kong-Response-Latency"));
    }

    @Test
    void givesUpOnASilentUpstreamAfterEachTry() throws IOException {
        start(new ScriptedUpstream((request, connection) -> {}), ", retries: 1, read_timeout: 200");
        RawResponse response = proxy.exchange(GET);
        assertEquals("HTTP/1.1 504 Gateway Time-out", response.statusLine());
        assertTrue(response.body().startsWith("The upstream server is timing out\n"));
        assertEquals(2, upstream.received().size());
    }

    @ParameterizedTest
    @CsvSource({"GET, 200, 2", "PUT, 200, 2", "POST, 502, 1", "PATCH, 502, 1"})
    void repeatsOnlyWhatMayBeRepeated(String method, int status, int requests) throws IOException {
        AtomicInteger number = new AtomicInteger();
        start(
                new ScriptedUpstream((request, connection) -> {
                    if (number.incrementAndGet() > 1) {
                        ScriptedUpstream.write(connection, OK);
                    } else {
                        connection.close();
                    }
                }),
                ", retries: 1");
        RawResponse response = proxy.exchange(method + " /r HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        assertEquals(status, response.status());
        assertEquals(requests, upstream.received().size());
        upstream.received().forEach(request -> assertEquals("abc", request.body()));
    }

    @Test
    void takesAFreshConnectionWhenAnIdleOneWasClosed() throws IOException {
        AtomicBoolean closeNext = new AtomicBoolean();
        start(
                new ScriptedUpstream((request, connection) -> {
                    if (closeNext.getAndSet(false)) {
                        connection.close();
                    } else {
                        ScriptedUpstream.write(connection, OK);
                    }
                }),
                ", retries: 0");
        assertEquals(200, proxy.exchange(GET).status());
        closeNext.set(true);
        assertEquals(200, proxy.exchange(GET).status(), "the extra try does not count");
        assertEquals(2, upstream.connections());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no http at all",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n",
                "HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n",
            })
    void refusesResponsesThatCanBeReadInTwoWays(String response) throws IOException {
        start(ScriptedUpstream.answering(response.replace("\\r\\n", "\r\n")), ", retries: 3");
        RawResponse answer = proxy.exchange(GET);
        assertEquals(502, answer.status());
        assertEquals(1, upstream.received().size(), "an unusable response is not asked for again");
    }

    @Test
    void cutsTheClientOffWhenAResponseCannotBeCompleted() throws IOException {
        start(
                new ScriptedUpstream((request, connection) -> {
                    ScriptedUpstream.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    connection.close();
                }),
                ", retries: 3");
        assertThrows(IOException.class, () -> proxy.exchange(GET));
        assertEquals(1, upstream.received().size());
    }

    @Test
    void doesNotReuseAConnectionWithBytesThatNobodyAskedFor() throws IOException {
        start(ScriptedUpstream.answering(OK + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison"), "");
        try (RawClient client = proxy.client()) {
            for (int i = 0; i < 3; i++) {
                client.send(GET);
                assertEquals("ok", client.read().body());
            }
        }
        assertEquals(3, upstream.connections());
    }

    @Test
    void endsTheUpstreamsRequestWhenTheClientGoes() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        start(
                new ScriptedUpstream((request, connection) -> {
                    if (connection.getInputStream().read() < 0) {
                        ended.set(true);
                    }
                }),
                "");
        try (RawClient client = proxy.client()) {
            client.send(GET);
            await().until(() -> upstream.received().size() == 1);
        }
        await().atMost(Duration.ofSeconds(10)).untilTrue(ended);
        await().until(() ->
                proxy.server().stats().writing() == 0 && proxy.server().stats().active() == 0);
    }

    @Test
    void answersWhatCannotBeRead() throws IOException {
        start(ScriptedUpstream.answering(OK), "", "nginx_http_client_max_body_size=10");
        try (RawClient client = proxy.client()) {
            client.send("GET /r HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n");
            RawResponse response = client.read();
            assertEquals("HTTP/1.1 400 Bad Request", response.statusLine());
            assertEquals("close", response.header("Connection"));
            assertTrue(response.body().startsWith("Bad request\nrequest_id: "));
            assertTrue(client.isClosed());
        }
        RawResponse large = proxy.exchange("GET /r HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(9000) + "\r\n\r\n");
        assertEquals(400, large.status());
        assertTrue(large.body().startsWith("Request header or cookie too large\n"));
        assertEquals(
                "HTTP/1.1 414 Request-URI Too Large",
                proxy.exchange("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n")
                        .statusLine());
        RawResponse coding = proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n");
        assertEquals("HTTP/1.1 501 Not Implemented", coding.statusLine());
        assertEquals("text/html; charset=UTF-8", coding.header("Content-Type"));
        assertEquals(505, proxy.exchange("GET /r HTTP/3.0\r\nHost: h\r\n\r\n").status());
        assertEquals(
                "HTTP/1.1 405 Not Allowed",
                proxy.exchange("TRACE /r HTTP/1.1\r\nHost: h\r\n\r\n").statusLine());
        assertEquals(
                "HTTP/1.1 413 Request Entity Too Large",
                proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
                        .statusLine());
        assertEquals(
                413,
                proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "6\r\nabcdef\r\n6\r\nabcdef\r\n0\r\n\r\n")
                        .status());
        assertEquals(
                400,
                proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")
                        .status());
        assertEquals(
                400,
                proxy.exchange("GET /r/../../x HTTP/1.1\r\nHost: h\r\n\r\n").status());
        assertEquals(
                400, proxy.exchange("GET /r%00 HTTP/1.1\r\nHost: h\r\n\r\n").status());
        assertEquals(0, upstream.received().size());
    }

    @Test
    void closesConnectionsOfSlowAndIdleClients() throws IOException {
        start(
                ScriptedUpstream.answering(OK),
                "",
                "nginx_http_client_header_timeout=200ms",
                "nginx_http_client_body_timeout=200ms",
                "nginx_http_keepalive_timeout=200ms");
        try (RawClient client = proxy.client()) {
            client.send("GET /r HTT");
            assertTrue(client.isClosed());
        }
        try (RawClient client = proxy.client()) {
            client.send("POST /r HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
            assertTrue(client.isClosed());
        }
        try (RawClient client = proxy.client()) {
            client.send(GET);
            assertEquals(200, client.read().status());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void closesAfterTheLastRequestOfAConnection() throws IOException {
        start(ScriptedUpstream.answering(OK), "", "nginx_http_keepalive_requests=2");
        try (RawClient client = proxy.client()) {
            client.send(GET);
            assertEquals("keep-alive", client.read().header("Connection"));
            client.send(GET);
            assertEquals("close", client.read().header("Connection"));
            assertTrue(client.isClosed());
        }
    }

    @Test
    void finishesWhatItBeganBeforeItStops() throws Exception {
        AtomicBoolean go = new AtomicBoolean();
        start(
                new ScriptedUpstream((request, connection) -> {
                    await().untilTrue(go);
                    ScriptedUpstream.write(connection, OK);
                }),
                "");
        try (RawClient idle = proxy.client();
                RawClient busy = proxy.client()) {
            busy.send(GET);
            await().until(() -> upstream.received().size() == 1);
            await().until(() -> proxy.server().stats().active() == 2);
            int port = proxy.port();
            Thread drain = new Thread(() -> proxy.drain(Duration.ofSeconds(20)));
            drain.start();
            assertTrue(idle.isClosed());
            assertThrows(IOException.class, () -> new RawClient(port));
            go.set(true);
            RawResponse response = busy.read();
            assertEquals(200, response.status());
            assertEquals("close", response.header("Connection"));
            assertTrue(busy.isClosed());
            drain.join();
        }
    }

    @Test
    void furtherTriesGoByTheCookieThatTheFirstOneMade() throws IOException {
        proxy = new RunningProxy(
                prefix,
                "upstreams: [{name: u, algorithm: consistent-hashing, hash_on: cookie, hash_on_cookie: stick, targets: [{"
                        + "target: '127.0.0.1:" + deadPort() + "'}]}]\nservices:\n- {name: s, host: u, retries: 3, "
                        + "routes: [{name: r, paths: [/r]}]}\n");
        RawResponse response = proxy.exchange(GET);
        assertEquals(502, response.status());
        assertEquals(
                1, response.headers("Set-Cookie").size(), response.headerLines().toString());
    }
}

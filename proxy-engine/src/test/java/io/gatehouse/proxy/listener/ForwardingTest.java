package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes upstream, and what comes back to the client. */
class ForwardingTest {
    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(String response, String... settings) throws IOException {
        upstream = ScriptedUpstream.answering(response);
        startProxy("paths: [/r]", settings);
    }

    private void startProxy(String route, String... settings) throws IOException {
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", path: /base, retries: 0, routes: [{name: r, " + route + "}]}\n",
                settings);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private static String get(String path, String... headers) {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: h.test\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    @Test
    void tellsTheUpstreamWhoAsked() throws IOException {
        start(OK);
        RawResponse response = proxy.exchange(get("/r/a%20b?x=1", "X-Open: 1", "X-open: 2"));
        assertEquals("ok", response.body());
        assertEquals("GET /base/a%20b?x=1 HTTP/1.1", upstream.last().requestLine());
        assertEquals(
                List.of(
                        "Via: 1.1 gatehouse/0.1.0",
                        "Host: 127.0.0.1:" + upstream.port(),
                        "Connection: keep-alive",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Proto: http",
                        "X-Forwarded-Host: h.test",
                        "X-Forwarded-Port: " + proxy.port(),
                        "X-Forwarded-Path: /r/a%20b",
                        "X-Forwarded-Prefix: /r",
                        "X-Real-IP: 127.0.0.1",
                        "X-Kong-Request-Id: " + response.header("X-Kong-Request-Id"),
                        "X-Open: 1",
                        "X-open: 2"),
                upstream.last().headerLines());
    }

    @Test
    void doesNotBelieveForwardedHeadersOfStrangers() throws IOException {
        start(OK);
        proxy.exchange(get(
                "/r",
                "X-Forwarded-For: 9.9.9.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Path: /evil",
                "X-Forwarded-Prefix: /evil",
                "X-Real-IP: 8.8.8.8",
                "X-Kong-Request-Id: mine",
                "Via: 1.0 edge"));
        ScriptedUpstream.Received seen = upstream.last();
        assertEquals("9.9.9.9, 127.0.0.1", seen.header("X-Forwarded-For"));
        assertEquals("http", seen.header("X-Forwarded-Proto"));
        assertEquals("h.test", seen.header("X-Forwarded-Host"));
        assertEquals(Integer.toString(proxy.port()), seen.header("X-Forwarded-Port"));
        assertEquals("/r", seen.header("X-Forwarded-Path"));
        assertEquals("/r", seen.header("X-Forwarded-Prefix"));
        assertEquals("127.0.0.1", seen.header("X-Real-IP"));
        assertEquals(32, seen.header("X-Kong-Request-Id").length());
        assertEquals("1.0 edge, 1.1 gatehouse/0.1.0", seen.header("Via"));
    }

    @Test
    void believesForwardedHeadersOfTrustedPeers() throws IOException {
        start(OK, "trusted_ips=127.0.0.0/8", "real_ip_header=X-Forwarded-For", "real_ip_recursive=on");
        proxy.exchange(get(
                "/r",
                "X-Forwarded-For: 9.9.9.9, 127.0.0.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: public.test",
                "X-Forwarded-Port: 443",
                "X-Forwarded-Prefix: /outer"));
        ScriptedUpstream.Received seen = upstream.last();
        assertEquals("9.9.9.9, 127.0.0.7, 127.0.0.1", seen.header("X-Forwarded-For"));
        assertEquals("https", seen.header("X-Forwarded-Proto"));
        assertEquals("public.test", seen.header("X-Forwarded-Host"));
        assertEquals("443", seen.header("X-Forwarded-Port"));
        assertEquals("/outer", seen.header("X-Forwarded-Prefix"));
        assertEquals("9.9.9.9", seen.header("X-Real-IP"));
    }

    @Test
    void writesIpv6AddressesInTheirShortForm() throws IOException {
        start(OK, "trusted_ips=127.0.0.0/8");
        proxy.exchange(get("/r", "X-Real-IP: 10.0.0.1, 2001:DB8:0:0:0:0:0:1 , "));
        assertEquals("2001:db8::1", upstream.last().header("X-Real-IP"));
        assertEquals("2001:db8::1", upstream.last().header("X-Forwarded-For"));
        proxy.exchange(get("/r", "X-Real-IP: nobody"));
        assertEquals("127.0.0.1", upstream.last().header("X-Real-IP"));
    }

    @Test
    void removesWhatBelongsToTheClientsHop() throws IOException {
        start(OK);
        proxy.exchange(get(
                "/r",
                "Connection: X-Secret, close",
                "X-Secret: 1",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy: p",
                "Upgrade: h2c",
                "TE: trailers, deflate",
                "Expect: something",
                "X-Open: 2"));
        ScriptedUpstream.Received seen = upstream.last();
        assertEquals("keep-alive", seen.header("Connection"));
        assertEquals("trailers", seen.header("TE"));
        for (String gone : List.of("X-Secret", "Keep-Alive", "Proxy-Connection", "Proxy", "Upgrade", "Expect")) {
            assertEquals(List.of(), seen.headers(gone), gone);
        }
        assertEquals("2", seen.header("X-Open"));
    }

    @Test
    @Tag("R108")
    void aRouteWithHostsServesThoseOnly() throws IOException {
        upstream = ScriptedUpstream.answering(OK);
        startProxy("hosts: [api.internal.lan, '*.wide.lan']");
        for (String host : List.of("api.internal.lan", "api.internal.lan:8000", "any.wide.lan")) {
            assertEquals(
                    200,
                    proxy.exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status(),
                    host);
        }
        for (String host : List.of("other.internal.lan", "internal.lan", "wide.lan")) {
            assertEquals(
                    404,
                    proxy.exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                            .status(),
                    host);
        }
    }

    @Test
    void keepsTheClientsHostWhereTheRouteSaysSo() throws IOException {
        upstream = ScriptedUpstream.answering(OK);
        startProxy("paths: [/], hosts: [h.test], preserve_host: true, strip_path: false");
        proxy.exchange("GET /x HTTP/1.1\r\nHost: h.test:8443\r\n\r\n");
        assertEquals("h.test:8443", upstream.last().header("Host"));
        assertEquals("h.test", upstream.last().header("X-Forwarded-Host"));
        assertEquals(List.of(), upstream.last().headers("X-Forwarded-Prefix"));
    }

    @Test
    void addsItsHeadersToTheResponse() throws IOException {
        start("HTTP/1.1 299 Quite Fine\r\nX-A: 1\r\nx-a: 2\r\nVia: 1.1 inner\r\nContent-Length: 2\r\n"
                + "Connection: X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=1\r\nX-Accel-Redirect: /etc\r\n"
                + "X-Kong-Upstream-Latency: 99999\r\nContent-Type: text/html\r\n\r\nok");
        RawResponse response = proxy.exchange(get("/r"));
        assertEquals("HTTP/1.1 299 Quite Fine", response.statusLine());
        assertEquals(List.of("1", "2"), response.headers("X-A"));
        assertEquals("1.1 inner, 1.1 gatehouse/0.1.0", response.header("Via"));
        assertEquals("gatehouse/0.1.0", response.header("Server"));
        assertEquals("keep-alive", response.header("Connection"));
        assertEquals("text/html; charset=UTF-8", response.header("Content-Type"));
        assertTrue(Integer.parseInt(response.header("X-Kong-Upstream-Latency")) < 99999);
        assertTrue(Integer.parseInt(response.header("X-Kong-Proxy-Latency")) < 99999);
        for (String gone : List.of("X-Hop", "Keep-Alive", "X-Accel-Redirect", "X-Kong-Response-Latency", "Date")) {
            assertEquals(List.of(), response.headers(gone), gone);
        }
        assertEquals("ok", response.body());
    }

    @Test
    void leavesOutHeadersThatAreSwitchedOff() throws IOException {
        start(OK, "headers=off", "headers_upstream=off");
        RawResponse response = proxy.exchange(get("/r", "X-Kong-Request-Id: mine"));
        assertEquals(List.of("Connection: keep-alive", "Content-Length: 2"), response.headerLines());
        assertEquals("mine", upstream.last().header("X-Kong-Request-Id"));
    }

    @Test
    void readsAChunkedBodyWholeByDefault() throws IOException {
        start(OK);
        proxy.exchange("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n");
        assertEquals("abcde", upstream.last().body());
        assertEquals("5", upstream.last().header("Content-Length"));
        assertEquals(List.of(), upstream.last().headers("Transfer-Encoding"));
    }

    @Test
    void streamsAChunkedBodyWithoutRequestBuffering() throws IOException {
        upstream = ScriptedUpstream.answering(OK);
        startProxy("paths: [/r], request_buffering: false");
        try (RawClient client = proxy.client()) {
            client.send("POST /r HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            await().until(() -> upstream.connections() == 1);
            client.send("2\r\nde\r\n0\r\n\r\n");
            assertEquals(200, client.read().status());
        }
        assertEquals("abcde", upstream.last().body());
        assertEquals("chunked", upstream.last().header("Transfer-Encoding"));
    }

    @Test
    void asksForABodyThatTheClientHoldsBack() throws IOException {
        start(OK);
        try (RawClient client = proxy.client()) {
            client.send("PUT /r HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertEquals("HTTP/1.1 100 Continue", client.line());
            assertEquals("", client.line());
            client.send("abc");
            assertEquals(200, client.read().status());
        }
        assertEquals("abc", upstream.last().body());
        assertEquals(List.of(), upstream.last().headers("Expect"));
    }

    @Test
    void passesOnInterimResponsesToNobody() throws IOException {
        start("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK);
        RawResponse response = proxy.exchange(get("/r"));
        assertEquals(200, response.status());
        assertEquals("ok", response.body());
    }

    @Test
    void relaysChunksAndReadsUntilTheEndOfTheConnection() throws IOException {
        upstream = new ScriptedUpstream((request, connection) -> {
            if (request.requestLine().contains("/chunks")) {
                ScriptedUpstream.write(
                        connection,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n"
                                + "0\r\nX-Trailer: 1\r\n\r\n");
            } else {
                ScriptedUpstream.write(connection, "HTTP/1.0 200 OK\r\n\r\nuntil the end");
                connection.close();
            }
        });
        startProxy("paths: [/r]");
        try (RawClient client = proxy.client()) {
            client.send(get("/r/chunks"));
            RawResponse chunks = client.read();
            assertEquals("chunked", chunks.header("Transfer-Encoding"));
            assertEquals("hello world", chunks.body());
            client.send(get("/r/close"));
            RawResponse close = client.read();
            assertEquals("chunked", close.header("Transfer-Encoding"));
            assertEquals("until the end", close.body());
        }
        RawResponse old = proxy.exchange("GET /r/chunks HTTP/1.0\r\n\r\n");
        assertEquals("close", old.header("Connection"));
        assertEquals(List.of(), old.headers("Transfer-Encoding"));
        assertEquals("hello world", old.body());
    }

    @Test
    void sendsNoBodyToHead() throws IOException {
        upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
        startProxy("paths: [/r]");
        try (RawClient client = proxy.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("HEAD /r HTTP/1.1\r\nHost: h\r\n\r\n");
                RawResponse response = client.read(true);
                assertEquals("10", response.header("Content-Length"));
            }
        }
        assertEquals(1, upstream.connections());
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        upstream = new ScriptedUpstream((request, connection) -> {
            String path = request.requestLine().split(" ")[1];
            ScriptedUpstream.write(
                    connection, "HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
        });
        startProxy("paths: [/r]");
        try (RawClient client = proxy.client()) {
            client.send(get("/r/1") + "POST /r/2 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + get("/none")
                    + get("/r/3"));
            assertEquals("/base/1", client.read().body());
            assertEquals("/base/2", client.read().body());
            assertEquals(404, client.read().status());
            assertEquals("/base/3", client.read().body());
        }
        assertEquals(1, upstream.connections(), "the upstream's connection is used again");
    }

    @Test
    void relaysATunnelOnceTheUpstreamSwitches() throws IOException {
        upstream = new ScriptedUpstream((request, connection) -> {
            ScriptedUpstream.write(
                    connection,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: x\r\n\r\n");
            byte[] ping = connection.getInputStream().readNBytes(4);
            connection.getOutputStream().write(ping);
            connection.close();
        });
        startProxy("paths: [/r]");
        try (RawClient client = proxy.client()) {
            client.send(get("/r", "Connection: Upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Key: k"));
            RawResponse head = client.read(true);
            assertEquals(101, head.status());
            assertEquals("x", head.header("Sec-WebSocket-Accept"));
            client.send("ping");
            assertEquals("ping", new String(client.bytes(4)));
            assertTrue(client.isClosed());
        }
        assertEquals("keep-alive, Upgrade", upstream.last().header("Connection"));
        assertEquals("websocket", upstream.last().header("Upgrade"));
        assertEquals("k", upstream.last().header("Sec-WebSocket-Key"));
    }

    @Test
    void tellsRouteAndServiceToClientsThatMayAsk() throws IOException {
        start(OK, "allow_debug_header=on");
        RawResponse asked = proxy.exchange(get("/r", "Kong-Debug: 1"));
        assertEquals("r", asked.header("Kong-Route-Name"));
        assertEquals("s", asked.header("Kong-Service-Name"));
        assertEquals(36, asked.header("Kong-Route-Id").length());
        assertEquals(36, asked.header("Kong-Service-Id").length());
        assertEquals("", proxy.exchange(get("/r", "Kong-Debug: 0")).header("Kong-Route-Id"));
        stop();
        start(OK);
        assertEquals("", proxy.exchange(get("/r", "Kong-Debug: 1")).header("Kong-Route-Id"));
    }
}

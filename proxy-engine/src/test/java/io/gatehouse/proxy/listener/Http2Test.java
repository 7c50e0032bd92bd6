package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 of clients over TLS, with the client of the JDK. */
class Http2Test {
    private static TestCertificate site;

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;
    private HttpClient client;

    @BeforeAll
    static void makeCertificate() throws Exception {
        site = TestCertificate.of("localhost");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private void start(ScriptedUpstream newUpstream) throws Exception {
        upstream = newUpstream;
        String certificate = "certificates:\n- id: 11111111-1111-4111-8111-111111111111\n  cert: |\n    "
                + site.pem().strip().replace("\n", "\n    ") + "\n  key: |\n    "
                + site.keyPem().strip().replace("\n", "\n    ") + "\n  snis: [{name: localhost}]\n";
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", retries: 0, routes: [{name: r, paths: [/r]}]}\n" + certificate,
                "proxy_listen=127.0.0.1:0 ssl http2");
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(site.context(site.certificate()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port() + path));
    }

    @Test
    void carriesARequestAndItsAnswer() throws Exception {
        start(ScriptedUpstream.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=5\r\nX-Mixed-Case: Kept\r\n\r\nok"));
        HttpResponse<String> response =
                client.send(request("/r/x?q=1").header("x-own", "1").build(), BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, response.version());
        assertEquals(200, response.statusCode());
        assertEquals("ok", response.body());
        assertEquals("Kept", response.headers().firstValue("x-mixed-case").orElse(""));
        assertTrue(response.headers().firstValue("connection").isEmpty());
        assertTrue(response.headers().firstValue("keep-alive").isEmpty());
        ScriptedUpstream.Received got = upstream.received().get(0);
        assertEquals("GET /x?q=1 HTTP/1.1", got.requestLine());
        assertTrue(got.header("Via").startsWith("2 gatehouse/"), got.header("Via"));
        assertEquals("localhost", got.header("X-Forwarded-Host"));
        assertEquals("1", got.header("x-own"));
    }

    @Test
    void servesManyRequestsOfOneConnectionAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(40);
        start(new ScriptedUpstream((request, connection) -> {
            all.countDown();
            try {
                // none is answered before all have come
                all.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            ScriptedUpstream.write(connection, OK);
        }));
        assertEquals(
                200,
                client.send(request("/none").build(), BodyHandlers.discarding()).statusCode() == 404 ? 200 : 0);
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 40)
                .mapToObj(i -> client.sendAsync(request("/r/" + i).build(), BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals("ok", answer.get().body());
        }
        assertEquals(1, proxy.server().stats().accepted());
    }

    @Test
    void streamsBodiesOfUnknownLengthBothWays() throws Exception {
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        start(new ScriptedUpstream((request, connection) -> {
            byte[] body = request.body().getBytes(StandardCharsets.ISO_8859_1);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int at = 0; at < body.length; at += 100_000) {
                int length = Math.min(100_000, body.length - at);
                connection
                        .getOutputStream()
                        .write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                connection.getOutputStream().write(body, at, length);
                ScriptedUpstream.write(connection, "\r\n");
            }
            ScriptedUpstream.write(connection, "0\r\n\r\n");
        }));
        HttpResponse<byte[]> response = client.send(
                request("/r")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertArrayEquals(content, response.body());
    }

    @Test
    void answersHeadAndErrorsWithoutAnUpstream() throws Exception {
        start(ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"));
        HttpResponse<String> head = client.send(
                request("/r").method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertEquals("7", head.headers().firstValue("content-length").orElse(""));
        HttpResponse<String> none = client.send(request("/none").build(), BodyHandlers.ofString());
        assertEquals(404, none.statusCode());
        assertTrue(none.body().contains("no Route matched with those values"), none.body());
    }

    @Test
    void givesUpTheUpstreamWhenTheClientDoes() throws Exception {
        CompletableFuture<Socket> upstreamSide = new CompletableFuture<>();
        start(new ScriptedUpstream((request, connection) -> upstreamSide.complete(connection)));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request("/r").build(), BodyHandlers.ofString());
        upstreamSide.get();
        answer.cancel(true);
        await().until(() -> proxy.server().stats().writing() == 0);
        // the connection serves on
        assertEquals(
                404,
                client.send(request("/none").build(), BodyHandlers.discarding()).statusCode());
        assertEquals(1, proxy.server().stats().accepted());
    }

    @Test
    void aSlowReaderSlowsTheUpstreamDown() throws Exception {
        byte[] content = new byte[8 << 20];
        new Random(2).nextBytes(content);
        start(new ScriptedUpstream((request, connection) -> {
            ScriptedUpstream.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + content.length + "\r\n\r\n");
            connection.getOutputStream().write(content);
        }));
        var response = client.send(request("/r").build(), BodyHandlers.ofInputStream());
        byte[] first = response.body().readNBytes(10_000);
        byte[] rest = response.body().readAllBytes();
        assertEquals(content.length, first.length + rest.length);
        assertEquals(content[content.length - 1], rest[rest.length - 1]);
    }
}

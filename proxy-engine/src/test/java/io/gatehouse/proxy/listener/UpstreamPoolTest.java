package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests share a connection to an upstream, and how long one is kept. */
class UpstreamPoolTest {
    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(ScriptedUpstream newUpstream, String... settings) throws IOException {
        upstream = newUpstream;
        proxy = new RunningProxy(
                prefix,
                "services:\n" + service("one", "http", "127.0.0.1", "") + service("two", "http", "127.0.0.1", ""),
                settings);
    }

    private String service(String name, String protocol, String host, String more) {
        return "- {name: " + name + ", protocol: " + protocol + ", host: " + host + ", port: " + upstream.port() + more
                + ", routes: [{name: " + name + ", paths: [/" + name + "]}]}\n";
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private int get(String name) throws IOException {
        return proxy.exchange("GET /" + name + " HTTP/1.1\r\nHost: h\r\n\r\n").status();
    }

    @Test
    void clientsAndServicesShareConnectionsToAnAddress() throws Exception {
        start(ScriptedUpstream.answering(OK));
        for (int i = 0; i < 3; i++) {
            assertEquals(200, get("one"));
            assertEquals(200, get("two"));
        }
        assertEquals(1, upstream.connections());
    }

    @Test
    void keepsNoneWhenThePoolHasNoRoom() throws Exception {
        start(ScriptedUpstream.answering(OK), "upstream_keepalive_pool_size=0");
        get("one");
        get("one");
        assertEquals(2, upstream.connections());
    }

    @Test
    void keepsNoMoreThanThePoolHoldsAndUsesTheLatest() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        start(
                new ScriptedUpstream((request, connection) -> {
                    if (request.requestLine().contains("together")) {
                        both.countDown();
                        await().until(() -> both.getCount() == 0);
                    }
                    ScriptedUpstream.write(connection, OK);
                    if (request.requestLine().contains("together")
                            && connection.getInputStream().read() < 0) {
                        ended.incrementAndGet();
                    }
                }),
                "upstream_keepalive_pool_size=1");
        try (RawClient first = proxy.client();
                RawClient second = proxy.client()) {
            first.send("GET /one/together HTTP/1.1\r\nHost: h\r\n\r\n");
            second.send("GET /one/together HTTP/1.1\r\nHost: h\r\n\r\n");
            assertEquals(200, first.read(false).status());
            assertEquals(200, second.read(false).status());
        }
        assertEquals(2, upstream.connections());
        await().untilAsserted(() -> assertEquals(1, ended.get()));
    }

    @Test
    void closesAConnectionAfterItsRequests() throws Exception {
        start(ScriptedUpstream.answering(OK), "upstream_keepalive_max_requests=2");
        for (int i = 0; i < 5; i++) {
            get("one");
        }
        assertEquals(3, upstream.connections());
    }

    @Test
    void closesAConnectionThatIsIdleForTooLong() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        start(
                new ScriptedUpstream((request, connection) -> {
                    ScriptedUpstream.write(connection, OK);
                    if (connection.getInputStream().read() < 0) {
                        closed.countDown();
                    }
                }),
                "upstream_keepalive_idle_timeout=1");
        long start = System.nanoTime();
        assertEquals(200, get("one"));
        closed.await(10, TimeUnit.SECONDS);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertEquals(0, closed.getCount());
        assertEquals(true, millis >= 900, millis + " ms");
    }

    @Test
    void keepsNoConnectionThatTheUpstreamEnds() throws Exception {
        start(ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
        get("one");
        get("one");
        assertEquals(2, upstream.connections());
    }

    @Test
    void keepsNoConnectionOnWhichMoreCameThanTheResponse() throws Exception {
        start(ScriptedUpstream.answering(OK + "and more"));
        get("one");
        get("one");
        assertEquals(2, upstream.connections());
    }

    @Test
    void sharesNoConnectionAmongDifferentHandshakes() throws Exception {
        TestCertificate site = TestCertificate.of("site.test");
        SSLContext context = site.context();
        upstream = new ScriptedUpstream(
                (request, connection) -> ScriptedUpstream.write(connection, OK),
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        String authority = "33333333-3333-4333-8333-333333333333";
        proxy = new RunningProxy(
                prefix,
                "services:\n"
                        + service("plain", "https", "127.0.0.1", "")
                        + service("same", "https", "127.0.0.1", "")
                        + service("named", "https", "localhost", "")
                        + service(
                                "verified",
                                "https",
                                "127.0.0.1",
                                ", tls_verify: true, ca_certificates: [" + authority + "]")
                        + service(
                                "shown",
                                "https",
                                "127.0.0.1",
                                ", client_certificate: {id: 22222222-2222-4222-8222-222222222222}")
                        + "certificates:\n- id: 22222222-2222-4222-8222-222222222222\n  cert: |\n"
                        + indented(site.pem()) + "  key: |\n" + indented(site.keyPem())
                        + "ca_certificates:\n- id: " + authority + "\n  cert: |\n" + indented(site.pem()));
        assertEquals(200, get("plain"));
        assertEquals(200, get("same"));
        assertEquals(1, upstream.connections());
        assertEquals(200, get("named"));
        assertEquals(2, upstream.connections());
        assertEquals(200, get("verified"));
        assertEquals(3, upstream.connections());
        assertEquals(200, get("shown"));
        assertEquals(4, upstream.connections());
        for (String name : new String[] {"plain", "named", "verified", "shown"}) {
            assertEquals(200, get(name));
        }
        assertEquals(4, upstream.connections());
    }

    private static String indented(String pem) {
        return pem.strip().indent(4);
    }
}

package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TCP routes, over real sockets. */
class StreamTcpTest {
    @TempDir
    private Path prefix;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private RunningProxy proxy;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        proxy.close();
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.add(part);
        return part;
    }

    private void start(String yaml, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("proxy_listen=off", "stream_listen=127.0.0.1:0"));
        all.addAll(Arrays.asList(settings));
        proxy = new RunningProxy(prefix, yaml, all.toArray(String[]::new));
    }

    private static String service(int port, String fields, String route) {
        return "services:\n- {name: s, protocol: tcp, host: 127.0.0.1, port: " + port + ", " + fields
                + " routes: [{name: r, protocols: [tcp], " + route + "}]}\n";
    }

    private static String service(StreamUpstream upstream) {
        return service(upstream.port(), "", "sources: [{ip: 127.0.0.0/8}]");
    }

    private int port(int listener) {
        return proxy.server().streamAddresses().get(listener).getPort();
    }

    private RawClient client() throws IOException {
        return client(0);
    }

    private RawClient client(int listener) throws IOException {
        return with(new RawClient(port(listener)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        start(service(with(StreamUpstream.echo())));
        RawClient client = client();
        client.send("hello");
        assertEquals("hello", text(client.bytes(5)));
        client.send("again");
        assertEquals("again", text(client.bytes(5)));
    }

    @Test
    void theUpstreamMaySpeakFirst() throws IOException {
        start(service(with(new StreamUpstream(connection -> {
            connection.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
            StreamUpstream.echo(connection);
        }))));
        assertEquals("220 ready", client().line());
    }

    @Test
    void carriesManyBytesUnchanged() throws Exception {
        start(service(with(StreamUpstream.echo())));
        byte[] sent = new byte[8 << 20];
        new Random(7).nextBytes(sent);
        RawClient client = client();
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> {
            try {
                return client.bytes(sent.length);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        client.send(sent);
        assertTrue(Arrays.equals(sent, received.get(30, TimeUnit.SECONDS)));
    }

    @Test
    void theEndOfOneDirectionLeavesTheOther() throws IOException {
        start(service(with(new StreamUpstream(connection -> {
            byte[] all = connection.getInputStream().readAllBytes();
            connection.getOutputStream().write(("got " + all.length).getBytes(StandardCharsets.US_ASCII));
        }))));
        RawClient client = client();
        client.send("12345");
        client.socket().shutdownOutput();
        assertEquals("got 5", text(client.bytes(5)));
        assertTrue(client.isClosed());
        await().until(() -> proxy.server().stats().active() == 0);
    }

    @Test
    void theUpstreamsEndReachesTheClientAfterTheLastByte() throws IOException {
        byte[] much = new byte[3 << 20];
        start(service(with(
                new StreamUpstream(connection -> connection.getOutputStream().write(much)))));
        RawClient client = client();
        assertEquals(much.length, client.bytes(much.length + 1).length);
    }

    @Test
    void aSlowClientHoldsTheUpstreamBack() throws Exception {
        AtomicLong written = new AtomicLong();
        start(service(with(new StreamUpstream(connection -> {
            connection.setSendBufferSize(64 * 1024);
            byte[] piece = new byte[64 * 1024];
            while (true) {
                connection.getOutputStream().write(piece);
                written.addAndGet(piece.length);
            }
        }))));
        Socket socket = with(new Socket());
        socket.setReceiveBufferSize(64 * 1024);
        socket.connect(proxy.server().streamAddresses().get(0));
        AtomicLong last = new AtomicLong(-1);
        // the system's buffers fill, then nothing moves
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
        long held = written.get();
        assertTrue(held < 16 << 20, held + " bytes were taken from the upstream for a client that reads nothing");
        InputStream in = socket.getInputStream();
        in.readNBytes((int) held);
        await().until(() -> written.get() > held);
    }

    @Test
    void aSlowUpstreamHoldsTheClientBack() throws Exception {
        StreamUpstream upstream = with(new StreamUpstream(connection -> {
            connection.setReceiveBufferSize(64 * 1024);
            connection.getOutputStream().write('\n');
            // reads nothing until the client has gone
            await().forever().until(() -> connection.isClosed());
        }));
        start(service(upstream));
        Socket socket = with(new Socket(InetAddress.getLoopbackAddress(), port(0)));
        socket.setSendBufferSize(64 * 1024);
        assertEquals('\n', socket.getInputStream().read());
        AtomicLong written = new AtomicLong();
        CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(new byte[64 * 1024]);
                    written.addAndGet(64 * 1024);
                }
            } catch (IOException closed) {
                // the end of the test
            }
        });
        AtomicLong last = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
        assertTrue(written.get() < 16 << 20, written + " bytes were taken for an upstream that reads nothing");
    }

    @Test
    void anEndThatTakesNothingEndsTheSession() throws Exception {
        StreamUpstream upstream = with(new StreamUpstream(connection -> {
            while (true) {
                connection.getOutputStream().write(new byte[64 * 1024]);
            }
        }));
        start(service(upstream.port(), "write_timeout: 500,", "sources: [{ip: 127.0.0.1}]"));
        with(new Socket(InetAddress.getLoopbackAddress(), port(0)));
        await().until(() -> upstream.accepted() == 1);
        await().until(() -> upstream.openConnections() == 0);
    }

    @Test
    void addressesChooseTheRoute() throws IOException {
        StreamUpstream first = with(greeting("first"));
        StreamUpstream second = with(greeting("second"));
        start("", "stream_listen=127.0.0.1:0, 127.0.0.1:0", "port_maps=5432:1");
        proxy.configure("services:\n- {name: a, protocol: tcp, host: 127.0.0.1, port: " + first.port()
                + ", routes: [{name: ra, protocols: [tcp], destinations: [{port: " + port(0) + "}]}]}\n"
                + "- {name: b, protocol: tcp, host: 127.0.0.1, port: " + second.port()
                + ", routes: [{name: rb, protocols: [tcp], destinations: [{ip: 127.0.0.1, port: " + port(1)
                + "}], sources: [{ip: 127.0.0.1}]}]}\n");
        assertEquals("first", client(0).line());
        assertEquals("second", client(1).line());
    }

    private static StreamUpstream greeting(String text) throws IOException {
        return new StreamUpstream(
                connection -> connection.getOutputStream().write((text + "\n").getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void connectionsWithoutRouteOrServiceAreClosed() throws IOException {
        start("");
        assertTrue(client().isClosed());
        proxy.configure("routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}]}]\n");
        assertTrue(client().isClosed());
    }

    @Test
    void withoutUpstreamTheConnectionIsClosedAndLogged() throws IOException {
        int dead = freePort();
        try (NotedLines log = NotedLines.of("io.gatehouse.proxy.stream")) {
            start(service(dead, "retries: 2,", "sources: [{ip: 127.0.0.1}]"));
            assertTrue(client().isClosed());
            List<String> failures =
                    log.lines().stream().filter(line -> line.contains("failed")).toList();
            assertEquals(3, failures.size(), failures.toString());
            assertTrue(failures.get(0).startsWith("service s: 127.0.0.1 (127.0.0.1 port " + dead + ") failed: "));
            assertTrue(failures.get(1).contains(", trying again"));
            assertTrue(failures.get(2).endsWith("Connection refused (client 127.0.0.1)"), failures.get(2));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void triesTheNextTarget() throws IOException {
        StreamUpstream alive = with(StreamUpstream.echo());
        start("upstreams: [{name: u, targets: [{target: '127.0.0.1:" + freePort() + "'}, {target: '127.0.0.1:"
                + alive.port() + "'}]}]\nservices:\n- {name: s, protocol: tcp, host: u, port: 1, retries: 1,"
                + " routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}]}]}\n");
        for (int i = 0; i < 4; i++) {
            RawClient client = client();
            client.send("x");
            assertEquals("x", text(client.bytes(1)));
        }
        assertEquals(4, alive.accepted());
    }

    @Test
    void silentSessionsEnd() throws IOException {
        StreamUpstream upstream = with(StreamUpstream.echo());
        start(service(upstream.port(), "read_timeout: 300,", "sources: [{ip: 127.0.0.1}]"));
        RawClient client = client();
        client.send("x");
        assertEquals("x", text(client.bytes(1)));
        assertTrue(client.isClosed());
    }

    @Test
    void sessionsKeepTheirRouteWhenTheConfigurationChanges() throws IOException {
        start(service(with(StreamUpstream.echo())));
        RawClient client = client();
        client.send("x");
        assertEquals("x", text(client.bytes(1)));
        proxy.configure("");
        client.send("y");
        assertEquals("y", text(client.bytes(1)));
        assertTrue(client().isClosed());
    }

    @Test
    void clientsWaitAtTheLimit() throws IOException {
        start(service(with(StreamUpstream.echo())), "nginx_events_worker_connections=4");
        RawClient first = client();
        RawClient second = client();
        first.send("1");
        assertEquals("1", text(first.bytes(1)));
        second.send("2");
        assertEquals("2", text(second.bytes(1)));
        RawClient third = client();
        third.send("3");
        third.socket().setSoTimeout(300);
        assertThrows(SocketTimeoutException.class, () -> third.bytes(1));
        first.close();
        third.socket().setSoTimeout(20_000);
        assertEquals("3", text(third.bytes(1)));
    }

    @Test
    void drainingWaitsForSessions() throws Exception {
        start(service(with(StreamUpstream.echo())));
        RawClient client = client();
        client.send("x");
        assertEquals("x", text(client.bytes(1)));
        CompletableFuture<Void> drained = CompletableFuture.runAsync(() -> proxy.drain(Duration.ofSeconds(20)));
        await().until(() -> {
            try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), port(0))) {
                return refused.getInputStream().read() < 0;
            } catch (IOException e) {
                return true;
            }
        });
        client.send("y");
        assertEquals("y", text(client.bytes(1)));
        client.close();
        drained.get(15, TimeUnit.SECONDS);
    }

    @Test
    void takesTheClientsAddressFromTheProxyProtocol() throws IOException {
        StreamUpstream upstream = with(StreamUpstream.echo());
        start(
                service(upstream.port(), "", "sources: [{ip: 192.0.2.0/24}]"),
                "stream_listen=127.0.0.1:0 proxy_protocol",
                "trusted_ips=127.0.0.1");
        RawClient client = client();
        client.send("PROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\nhello");
        assertEquals("hello", text(client.bytes(5)));
        RawClient other = client();
        other.send("PROXY TCP4 198.51.100.7 127.0.0.1 4711 8000\r\nhello");
        assertTrue(other.isClosed());
        RawClient without = client();
        without.send("hello, without any header");
        assertTrue(without.isClosed());
    }

    @Test
    void sessionsAreInTheAccessLog() throws IOException {
        start(service(with(StreamUpstream.echo())), "proxy_stream_access_log=logs/stream.log basic");
        RawClient client = client();
        client.send("hello");
        assertEquals("hello", text(client.bytes(5)));
        client.close();
        Path log = prefix.resolve("logs/stream.log");
        await().until(() -> Files.readAllLines(log).size() == 1);
        proxy.configure("");
        assertTrue(client().isClosed());
        await().until(() -> Files.readAllLines(log).size() == 2);
        List<String> lines = Files.readAllLines(log);
        String time = "127\\.0\\.0\\.1 \\[\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}\\] ";
        assertTrue(lines.get(0).matches(time + "TCP 200 5 5 \\d+\\.\\d{3}"), lines.get(0));
        assertTrue(lines.get(1).matches(time + "TCP 500 0 0 \\d+\\.\\d{3}"), lines.get(1));
    }
}

package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.SettingsException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UDP routes, over real sockets. */
class StreamUdpTest {
    @TempDir
    private Path prefix;

    private final List<AutoCloseable> parts = new ArrayList<>();
    private RunningProxy proxy;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : parts) {
            part.close();
        }
        if (proxy != null) {
            proxy.close();
        }
    }

    /** Answers each datagram with itself, and knows who asked. */
    private static final class Echo implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final Set<Integer> clients = ConcurrentHashMap.newKeySet();

        Echo() throws IOException {
            Thread thread = new Thread(
                    () -> {
                        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                        while (!socket.isClosed()) {
                            try {
                                packet.setLength(65_535);
                                socket.receive(packet);
                                clients.add(packet.getPort());
                                socket.send(packet);
                            } catch (IOException closed) {
                                // the end of the test
                            }
                        }
                    },
                    "udp-echo");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private final class Client implements AutoCloseable {
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

        Client() throws IOException {
            socket.setSoTimeout(10_000);
            parts.add(this);
        }

        void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(
                    bytes,
                    bytes.length,
                    InetAddress.getLoopbackAddress(),
                    proxy.server().streamAddresses().get(0).getPort()));
        }

        int receive() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return packet.getLength();
        }

        String echoed(String text) throws IOException {
            send(text.getBytes(StandardCharsets.US_ASCII));
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
        }

        boolean isUnanswered() throws IOException {
            socket.setSoTimeout(400);
            try {
                receive();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private void start(String listen, String yaml) throws IOException {
        proxy = new RunningProxy(
                prefix,
                yaml,
                "proxy_listen=off",
                "stream_listen=" + listen,
                "proxy_stream_access_log=logs/stream.log basic");
    }

    private static String service(int port, String fields, String route) {
        return "services:\n- {name: s, protocol: udp, host: 127.0.0.1, port: " + port + ", " + fields
                + " routes: [{name: r, protocols: [udp], " + route + "}]}\n";
    }

    private List<String> logged(int lines) {
        Path log = prefix.resolve("logs/stream.log");
        await().until(() -> Files.readAllLines(log).size() >= lines);
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void datagramsOfAClientBelongTogether() throws IOException {
        Echo upstream = new Echo();
        parts.add(upstream);
        start("127.0.0.1:0 udp", service(upstream.port(), "", "sources: [{ip: 127.0.0.1}]"));
        Client first = new Client();
        Client second = new Client();
        assertEquals("one", first.echoed("one"));
        assertEquals("two", second.echoed("two"));
        assertEquals("three", first.echoed("three"));
        assertEquals(2, upstream.clients.size());
    }

    @Test
    void carriesTheLargestDatagram() throws IOException {
        Echo upstream = new Echo();
        parts.add(upstream);
        start("127.0.0.1:0 udp reuseport", service(upstream.port(), "", "sources: [{ip: 127.0.0.1}]"));
        Client client = new Client();
        client.send(new byte[65_507]);
        assertEquals(65_507, client.receive());
    }

    @Test
    void sessionsEndAfterSilence() throws IOException {
        Echo upstream = new Echo();
        parts.add(upstream);
        start("127.0.0.1:0 udp", service(upstream.port(), "read_timeout: 300,", "sources: [{ip: 127.0.0.1}]"));
        Client client = new Client();
        assertEquals("one", client.echoed("one"));
        String line = logged(1).get(0);
        assertTrue(line.matches("127\\.0\\.0\\.1 \\[.*\\] UDP 200 3 3 0\\.[3-9]\\d\\d"), line);
        assertEquals("two", client.echoed("two"));
        assertEquals(2, upstream.clients.size());
    }

    @Test
    void aWildcardListenerTellsAddressesApart() throws IOException {
        Echo upstream = new Echo();
        parts.add(upstream);
        start("0.0.0.0:0 udp", service(upstream.port(), "", "destinations: [{ip: 127.0.0.1}]"));
        assertEquals("one", new Client().echoed("one"));
        Client other = new Client();
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
            byte[] bytes = {1};
            socket.send(new DatagramPacket(
                    bytes,
                    1,
                    InetAddress.getByName("127.0.0.2"),
                    proxy.server().streamAddresses().get(0).getPort()));
        }
        assertTrue(other.isUnanswered());
        assertTrue(logged(1).get(0).contains("UDP 500 0 1 "));
    }

    @Test
    void anUpstreamThatIsNotThereEndsTheSession() throws IOException {
        int dead;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            dead = socket.getLocalPort();
        }
        start("127.0.0.1:0 udp", service(dead, "", "sources: [{ip: 127.0.0.1}]"));
        new Client().send(new byte[3]);
        String line = logged(1).get(0);
        assertTrue(line.contains("UDP 502 0 3 "), line);
    }

    @Test
    void flagsThatNeedTcpAreRefused() {
        SettingsException refused = assertThrows(SettingsException.class, () -> start("127.0.0.1:0 udp ssl", ""));
        assertEquals(
                List.of("stream_listen has '127.0.0.1:0 udp ssl': ssl needs TCP; remove that flag or udp"),
                refused.errors());
    }
}

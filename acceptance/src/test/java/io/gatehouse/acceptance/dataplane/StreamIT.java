package io.gatehouse.acceptance.dataplane;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.acceptance.http.TrustEverybody;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that carries TCP, TLS and datagrams, from its start to its log. */
class StreamIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CertificatePair INNER = ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final int plainPort = Ports.free();
    private final int tlsPort = Ports.free();
    private final int datagramPort = Ports.free();
    private ServerSocket plain;
    private ServerSocket secured;
    private DatagramSocket datagrams;
    private Path log;

    @BeforeEach
    void start() throws Exception {
        plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        secured = inner().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        datagrams = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        daemon(() -> echoConnections(plain));
        daemon(() -> echoConnections(secured));
        daemon(this::echoDatagrams);
        log = nodes.folder().resolve("sessions.log");
        Path file = Files.writeString(nodes.folder().resolve("streams.yml"), """
                _format_version: "3.0"
                services:
                - {name: plain, protocol: tcp, host: 127.0.0.1, port: %1$d,
                   routes: [{protocols: [tcp], destinations: [{port: %4$d}]}]}
                - {name: ended, protocol: tcp, host: 127.0.0.1, port: %1$d,
                   routes: [{protocols: [tls], snis: [ended.test], destinations: [{port: %5$d}]}]}
                - {name: passed, protocol: tcp, host: 127.0.0.1, port: %2$d,
                   routes: [{protocols: [tls_passthrough], snis: [passed.test], destinations: [{port: %5$d}]}]}
                - {name: names, protocol: udp, host: 127.0.0.1, port: %3$d, read_timeout: 500,
                   routes: [{protocols: [udp], destinations: [{port: %6$d}]}]}
                plugins:
                - {name: file-log, protocols: [tcp, tls, tls_passthrough, udp], config: {path: "%7$s"}}
                """.formatted(
                        plain.getLocalPort(),
                        secured.getLocalPort(),
                        datagrams.getLocalPort(),
                        plainPort,
                        tlsPort,
                        datagramPort,
                        log));
        DataPlane node = nodes.dataPlane("node");
        node.set("role", "traditional").set("declarative_config", file.toString());
        node.set(
                "stream_listen",
                "127.0.0.1:" + plainPort + ", 127.0.0.1:" + tlsPort + " ssl, 127.0.0.1:" + datagramPort + " udp");
        node.start();
    }

    @AfterEach
    void stop() throws IOException {
        plain.close();
        secured.close();
        datagrams.close();
    }

    private static SSLContext inner() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "inner", INNER.privateKey(), new char[0], INNER.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        return TrustEverybody.context(keys.getKeyManagers());
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "echo");
        thread.setDaemon(true);
        thread.start();
    }

    private static void echoConnections(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> echo(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException ended) {
            // by the other end
        }
    }

    private void echoDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        try {
            while (true) {
                packet.setLength(1500);
                datagrams.receive(packet);
                datagrams.send(packet);
            }
        } catch (SocketException closed) {
            // the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echoes(Socket socket, String text) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        byte[] back = socket.getInputStream().readNBytes(text.length());
        assertEquals(text, new String(back, StandardCharsets.US_ASCII));
    }

    private SSLSocket secured(String serverName) throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket) TrustEverybody.context().getSocketFactory().createSocket("127.0.0.1", tlsPort);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private JsonNode session(String service) {
        return await().until(
                        () -> {
                            if (!Files.exists(log)) {
                                return null;
                            }
                            for (String line : Files.readAllLines(log)) {
                                JsonNode document = JSON.readTree(line);
                                if (document.at("/service/name").asText().equals(service)) {
                                    return document;
                                }
                            }
                            return null;
                        },
                        document -> document != null);
    }

    @Test
    void carriesTcp() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", plainPort)) {
            echoes(socket, "plain words");
        }
        JsonNode told = session("plain");
        assertEquals(200, told.at("/session/status").asInt());
        assertEquals(11, told.at("/session/received").asInt());
        assertEquals(11, told.at("/session/sent").asInt());
        assertEquals("127.0.0.1", told.path("client_ip").asText());
    }

    @Test
    void endsTlsAndPassesItThroughOnOnePort() throws Exception {
        try (SSLSocket ended = secured("ended.test");
                SSLSocket passed = secured("passed.test")) {
            echoes(ended, "for the gateway");
            echoes(passed, "for the upstream");
            assertEquals(INNER.leaf(), passed.getSession().getPeerCertificates()[0]);
        }
        assertEquals("TLSv1.3", session("ended").at("/session/tls/version").asText());
        assertEquals(200, session("passed").at("/session/status").asInt());
    }

    @Test
    void carriesDatagrams() throws IOException {
        try (DatagramSocket client = new DatagramSocket()) {
            client.setSoTimeout(10_000);
            byte[] question = "who".getBytes(StandardCharsets.US_ASCII);
            client.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), datagramPort));
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            client.receive(answer);
            assertEquals("who", new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII));
        }
        assertEquals(3, session("names").at("/session/sent").asInt());
    }
}

package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY protocol on {@code proxy_listen}, over real sockets. */
class ProxyProtocolTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h.test\r\n\r\n";
    private static final String BELIEVED = "trusted_ips=127.0.0.1";
    private static final String BY_CONNECTION = "real_ip_header=proxy_protocol";
    /** The twelve bytes that every header of version 2 begins with. */
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    @BeforeEach
    void startUpstream() throws IOException {
        upstream = ScriptedUpstream.answering(OK);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private void start(String flags, String... settings) throws IOException {
        String[] all = new String[settings.length + 1];
        all[0] = "proxy_listen=127.0.0.1:0 proxy_protocol" + flags;
        System.arraycopy(settings, 0, all, 1, settings.length);
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/r]}]}\n",
                all);
    }

    private static byte[] version2(String fields) {
        return HexFormat.of().parseHex(SIGNATURE + fields);
    }

    private String clientTold(byte[] header) throws IOException {
        try (RawClient client = proxy.client()) {
            client.send(header);
            client.send(GET);
            assertEquals(200, client.read().status());
        }
        return upstream.last().header("X-Real-IP");
    }

    private String clientTold(String header) throws IOException {
        return clientTold(header.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void takesTheClientFromHeadersOfBothVersions() throws IOException {
        start("", BELIEVED, BY_CONNECTION);
        assertEquals("192.0.2.7", clientTold("PROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\n"));
        assertEquals("192.0.2.7", upstream.last().header("X-Forwarded-For"));
        assertEquals("2001:db8::7", clientTold("PROXY TCP6 2001:db8::7 2001:db8::1 4711 8000\r\n"));
        // PROXY, TCP over IPv4, 12 bytes of addresses and a field of three bytes that nobody knows
        assertEquals(
                "192.0.2.9",
                clientTold(
                        version2("2111" + "0013" + "c0000209" + "7f000001" + "1267" + "1f40" + "e00004" + "61626364")));
        assertEquals(
                "2001:db8::9",
                clientTold(version2("2121" + "0024" + "20010db8000000000000000000000009"
                        + "20010db8000000000000000000000001" + "1267" + "1f40")));
    }

    @Test
    void headersWithoutAnAddressLeaveThePeer() throws IOException {
        start("", BELIEVED, BY_CONNECTION);
        assertEquals("127.0.0.1", clientTold("PROXY UNKNOWN\r\n"));
        assertEquals("127.0.0.1", clientTold(version2("2000" + "0000")));
        // UDP over IPv4 says nothing about a TCP connection
        assertEquals("127.0.0.1", clientTold(version2("2112" + "000c" + "c0000209" + "7f000001" + "1267" + "1f40")));
    }

    @Test
    void readsAHeaderThatComesInPieces() throws IOException {
        start("", BELIEVED, BY_CONNECTION);
        try (RawClient client = proxy.client()) {
            for (char each : "PROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\n".toCharArray()) {
                client.send(String.valueOf(each));
            }
            client.send(GET + GET);
            assertEquals(200, client.read().status());
            assertEquals(200, client.read().status());
        }
        assertEquals("192.0.2.7", upstream.last().header("X-Real-IP"));
    }

    @Test
    void believesTrustedPeersOnly() throws IOException {
        start("", BY_CONNECTION);
        assertEquals("127.0.0.1", clientTold("PROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\n"));
    }

    @Test
    void aHeaderOfTheRequestIsStillPossible() throws IOException {
        start("", BELIEVED);
        try (RawClient client = proxy.client()) {
            client.send("PROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\n"
                    + GET.replace("Host", "X-Real-IP: 192.0.2.8\r\nHost"));
            assertEquals(200, client.read().status());
        }
        assertEquals("192.0.2.8", upstream.last().header("X-Real-IP"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "x",
                "PROXYTCP4",
                "PROXY TCP4 192.0.2.7 127.0.0.1 4711\r\n" + GET,
                "PROXY TCP4 192.0.2.777 127.0.0.1 4711 8000\r\n" + GET,
                "PROXY TCP4 2001:db8::7 2001:db8::1 4711 8000\r\n" + GET,
                "PROXY TCP4 192.0.2.7 127.0.0.1 99999 8000\r\n" + GET,
                "GET / HTTP/1.1\r\nPROXY TCP4 192.0.2.7 127.0.0.1 4711 8000\r\n" + GET,
                "PROXY HTTP 192.0.2.7 127.0.0.1 4711 8000\r\n" + GET,
            })
    void connectionsWithoutASoundHeaderAreClosed(String sent) throws IOException {
        start("", BELIEVED, BY_CONNECTION);
        try (RawClient client = proxy.client()) {
            client.send(sent);
            assertTrue(client.isClosed());
        }
        assertEquals(0, upstream.connections());
    }

    @Test
    void headersThatNeverEndAreClosed() throws IOException {
        start("", BELIEVED, BY_CONNECTION);
        try (RawClient client = proxy.client()) {
            client.send("PROXY TCP4 " + "1".repeat(200));
            assertTrue(client.isClosed());
        }
        try (RawClient client = proxy.client()) {
            // version 2 with fields of 60,000 bytes
            client.send(version2("2111" + "ea60" + "00".repeat(0xea60)));
            assertTrue(client.isClosed());
        }
    }

    @Test
    void connectionsThatStaySilentAreClosed() throws IOException {
        start("", BELIEVED, BY_CONNECTION, "nginx_http_client_header_timeout=200ms");
        try (RawClient client = proxy.client()) {
            client.send("PROXY TCP4 192.0");
            assertTrue(client.isClosed());
        }
    }

    @Test
    void standsBeforeTheHandshakeOfTls() throws Exception {
        start(" ssl", BELIEVED, BY_CONNECTION);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(version2("2111" + "000c" + "c0000209" + "7f000001" + "1267" + "1f40"));
        socket.getOutputStream().write(header.toByteArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Believing()}, null);
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "h.test", proxy.port(), true);
        try (RawClient client = new RawClient(secured)) {
            client.send(GET);
            assertEquals(200, client.read().status());
        }
        assertEquals("192.0.2.9", upstream.last().header("X-Real-IP"));
        assertEquals("https", upstream.last().header("X-Forwarded-Proto"));
    }

    /** The certificate is not what is looked at here. */
    private static final class Believing implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.gatehouse.cluster.outlet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.model.pki.CertificatePair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A data plane by hand: a blocking TLS socket on which the test writes HTTP and frames byte by byte. */
final class Probe implements AutoCloseable {

    static final String ZEROS = "0".repeat(32);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int TIMEOUT_MILLIS = 10_000;

    private final SSLSocket socket;
    private final DataInputStream in;
    private byte[] upgradeAnswer = new byte[0];

    /** A frame as it came. */
    record Frame(int opcode, boolean finalFragment, byte[] payload) {
        static final int BINARY = 2;
        static final int CLOSE = 8;
        static final int PONG = 10;

        JsonNode json() throws IOException {
            return JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(payload)));
        }
    }

    private Probe(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static Probe connect(InetSocketAddress address, Optional<CertificatePair> pair) throws Exception {
        return connect(address, pair, Optional.of("kong_clustering"), "TLSv1.3");
    }

    static Probe connect(
            InetSocketAddress address, Optional<CertificatePair> pair, Optional<String> serverName, String protocol)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(pair), new TrustManager[] {new AnyServer()}, null);
        Socket plain = new Socket();
        plain.setReceiveBufferSize(16 * 1024);
        plain.connect(address, TIMEOUT_MILLIS);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        serverName.ifPresent(name -> parameters.setServerNames(List.of(new RawName(name))));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new Probe(socket);
    }

    static KeyManager[] keys(Optional<CertificatePair> pair) throws GeneralSecurityException, IOException {
        if (pair.isEmpty()) {
            return new KeyManager[0];
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "own", pair.get().privateKey(), new char[0], pair.get().chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    String protocol() {
        return socket.getSession().getProtocol();
    }

    X509Certificate serverCertificate() throws SSLException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The request of a data plane. */
    static String upgradeRequest(UUID id, String version) {
        return request("/v1/outlet?node_id=" + id + "&node_hostname=probe&node_version=" + version);
    }

    static String request(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8005\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16])
                + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    }

    /** Opens the WebSocket and returns the answer's head. */
    String upgrade(UUID id, String version) throws IOException {
        send(upgradeRequest(id, version));
        return readHead();
    }

    /** Reads up to and with the blank line; what the server sent until it closed, when it did so before. */
    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                head.write(in.readUnsignedByte());
            }
        } catch (EOFException closed) {
            // the caller sees what there was
        } catch (SocketException | SSLException reset) {
            // an abrupt end is an end
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    String readBody(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    void binary(String text) throws IOException {
        frame(0x82, text.getBytes(StandardCharsets.UTF_8));
    }

    void ping(String hash) throws IOException {
        frame(0x89, hash.getBytes(StandardCharsets.ISO_8859_1));
    }

    void frame(int firstByte, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) firstByte);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
        }
        socket.getOutputStream().write(frame.array(), 0, frame.position());
        socket.getOutputStream().flush();
    }

    Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length >= 128) {
            throw new IOException("a server's frame must not be masked (RFC 6455 §5.1)");
        }
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        return new Frame(first & 0x0F, (first & 0x80) != 0, in.readNBytes((int) length));
    }

    /** Whether the other side has ended the connection and sent nothing more. */
    boolean isAtEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException | SSLException reset) {
            return true;
        }
    }

    void readTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class RawName extends SNIServerName {
        RawName(String name) {
            super(0, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** The control plane's certificate is looked at by the tests themselves. */
    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

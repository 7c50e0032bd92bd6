package io.gatehouse.acceptance.trust;

import io.gatehouse.acceptance.http.TrustEverybody;
import io.gatehouse.model.pki.CertificatePair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that trusts everybody and asks for a session on the cluster's listener. */
final class TlsProbe {
    private static final int PATIENCE_MILLIS = 5000;
    private static final char[] NO_PASSWORD = {};

    private TlsProbe() {}

    /**
     * Asks for a session.
     *
     * @param presented the certificate of the client, if it has one
     * @return the first line of the answer; empty when the connection ended without a byte
     */
    static String firstLine(int port, Optional<CertificatePair> presented) {
        try (SSLSocket socket =
                (SSLSocket) context(presented).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET /v1/outlet?node_id=5d1bd4b5-6e0f-4c24-a7a5-9a4d4b1c5a01&node_hostname=probe"
                    + "&node_version=3.9.3 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
            return ask(socket, request);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The certificate that the server presents. */
    static X509Certificate presentedBy(int port) {
        try (SSLSocket socket =
                (SSLSocket) context(Optional.empty()).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends an HTTP request without TLS; the answer as in {@link #firstLine}. */
    static String firstLineWithoutTls(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return ask(socket, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(Socket socket, String request) {
        StringBuilder line = new StringBuilder();
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("neither an answer nor an end within " + PATIENCE_MILLIS + " ms", silence);
        } catch (IOException ended) {
            // an alert or a reset is an end like any other
        }
        return line.toString().strip();
    }

    private static SSLContext context(Optional<CertificatePair> presented)
            throws GeneralSecurityException, IOException {
        return TrustEverybody.context(presented.isPresent() ? keys(presented.get()) : new KeyManager[0]);
    }

    private static KeyManager[] keys(CertificatePair pair) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        store.setKeyEntry("pair", pair.privateKey(), NO_PASSWORD, pair.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }
}

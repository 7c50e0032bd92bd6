package io.gatehouse.acceptance.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A TLS client that takes any certificate and shows it. */
public record TlsProbe(int port) {

    /** What a handshake showed. */
    public record Shown(X509Certificate certificate) {}

    public Shown handshake(String serverName) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(serverName)) {
            return new Shown((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }

    /** The status of a request. */
    public int request(String serverName, String host) throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(serverName)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Integer.parseInt(answer.readLine().split(" ")[1]);
        }
    }

    private SSLSocket connect(String serverName) throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket) TrustEverybody.context().getSocketFactory().createSocket("127.0.0.1", port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}

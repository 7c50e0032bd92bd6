package io.gatehouse.cli.node;

import io.gatehouse.cli.command.CommandException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A request to the status listener of this machine.
 *
 * @param url with the path
 */
record StatusRequest(String url) {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Makes the node tell that it is not ready; returns how that went, for the user. */
    String drain() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"draining\"}"))
                .build();
        try {
            int status = client().send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 204
                    ? "Gatehouse's status successfully changed to 'draining'"
                    : "Unexpected response status from " + url + ": " + status;
        } catch (IOException e) {
            return "Failed to send request to " + url + ": " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Failed to send request to " + url + ": interrupted";
        }
    }

    private static HttpClient client() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new Anybody()}, null);
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .sslContext(tls)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new CommandException("TLS cannot be set up: " + e, e);
        }
    }

    /** The certificate of a status listener is self-signed as a rule, and bears no name of this machine. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

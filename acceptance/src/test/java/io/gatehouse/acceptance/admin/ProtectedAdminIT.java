package io.gatehouse.acceptance.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.http.Http.Answer;
import io.gatehouse.acceptance.http.TrustEverybody;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.Ports;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An Admin API that asks who calls it, beside pages for everybody. */
class ProtectedAdminIT {
    private static final String TOKEN = "0123456789abcdef-ops";

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static final CertificatePair CLIENT = ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY);

    private static ControlPlane node;
    private static URI pages;

    @BeforeAll
    static void start() throws IOException {
        Path clients = NODES.folder().resolve("clients.pem");
        Files.writeString(clients, Pem.encode(CLIENT.chain()));
        int port = Ports.free();
        pages = URI.create("http://127.0.0.1:" + port);
        node = NODES.controlPlane("node");
        Path gui = Files.createDirectories(node.prefix().resolve("gui"));
        Files.writeString(gui.resolve("index.html"), "<base href=\"/__km_base__/\">");
        node.set("admin_auth_tokens", "ops:" + TOKEN);
        node.set("admin_auth_certificates", clients.toString());
        node.set("admin_gui_listen", "127.0.0.1:" + port);
        node.set("admin_gui_path", "/pages");
        node.start();
    }

    @Test
    void refusesWhoeverHasNoToken() {
        for (String path : new String[] {"/", "/services", "/nothing-there"}) {
            Answer answer = Http.get(node.admin(), path).expect(401);
            assertEquals("Bearer realm=\"admin\"", answer.header("WWW-Authenticate"));
            assertTrue(answer.text().contains("Authorization: Bearer"), answer.text());
        }
        Http.send("DELETE", node.admin(), "/services/any", null, "Authorization", "Bearer guessed")
                .expect(401);
    }

    @Test
    void admitsATokenAndNamesItsOwnerInTheLog() {
        Http.send("PUT", node.admin(), "/consumers/by-token", "{}", "Authorization", "Bearer " + TOKEN)
                .expect(200);

        node.log().awaitLineWith("audit: 127.0.0.1 (token ops) PUT /consumers/by-token", Duration.ofSeconds(5));
        assertTrue(node.log().linesWith(TOKEN).isEmpty(), "the token is in the log");
        assertEquals(
                "******",
                Http.get(node.admin(), "/", "Authorization", "Bearer " + TOKEN)
                        .json()
                        .at("/configuration/admin_auth_tokens")
                        .asText());
    }

    @Test
    void admitsAClientCertificateAndNoOther() throws Exception {
        assertEquals(200, statusWith(Optional.of(CLIENT)));
        assertEquals(401, statusWith(Optional.empty()));
        CertificatePair stranger = ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY);
        assertThrows(IOException.class, () -> statusWith(Optional.of(stranger)));
    }

    @Test
    void leavesPreflightAndStatusOpen() {
        Http.send("OPTIONS", node.admin(), "/services", null).expect(204);
        Http.get(node.status(), "/status/ready").expect(200);
    }

    @Test
    void servesPagesUnderTheirPathOnly() {
        assertEquals(
                "<base href=\"/pages/\">",
                Http.get(pages, "/pages/services/new").expect(200).text());
        Answer script = Http.get(pages, "/pages/kconfig.js").expect(200);
        assertTrue(script.text().contains("'ADMIN_API_PORT': '" + node.admin().getPort() + "'"), script.text());
        assertEquals("no-cache", script.header("Cache-Control"));
        Http.get(pages, "/services").expect(404);
        Http.get(pages, "/pages/app.js").expect(404);
        Http.send("POST", pages, "/pages/", "{}").expect(405);
        Http.get(node.admin(), "/pages/", "Authorization", "Bearer " + TOKEN).expect(404);
    }

    private static int statusWith(Optional<CertificatePair> pair) throws Exception {
        char[] password = "client".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        if (pair.isPresent()) {
            store.setKeyEntry(
                    "client",
                    pair.get().privateKey(),
                    password,
                    pair.get().chain().toArray(Certificate[]::new));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        // the server's certificate is self-signed for another name, and not what is tested here
        SSLContext tls = TrustEverybody.context(keys.getKeyManagers());
        HttpRequest request = HttpRequest.newBuilder(node.adminTls().resolve("/services"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

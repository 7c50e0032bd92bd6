package io.gatehouse.acceptance.admin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.http.Http;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Private keys stay where they were put. */
@Tag("R164")
class PrivateKeysIT {
    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void referencesAreReturnedAsReferences() {
        AdminClient admin = nodes.sharedControlPlane().client();
        String cert = "{vault://env/site-cert}";
        String key = "{vault://env/site-key}";

        JsonNode created = admin.create("/certificates", "{'cert': '" + cert + "', 'key': '" + key + "'}");

        JsonNode read = admin.get("/certificates/" + created.path("id").asText())
                .expect(200)
                .json();
        for (JsonNode document : List.of(created, read)) {
            assertEquals(cert, document.path("cert").asText());
            assertEquals(key, document.path("key").asText());
        }
    }

    @Test
    void noLogHasAKeyInIt() throws IOException {
        ControlPlane node = nodes.sharedControlPlane();
        Http.send("PUT", node.admin(), "/debug/node/log-level/debug?timeout=0", null)
                .expect(200);
        try {
            CertificatePair pair = ClusterCertificate.generate(Duration.ofDays(1));
            CertificatePair other = ClusterCertificate.generate(Duration.ofDays(1));
            send(node, pair, pair).expect(201);
            // what is refused is told, and not what it was
            String refusal = send(node, pair, other).expect(400).text();
            for (String secret : List.of(secret(pair), secret(other))) {
                assertFalse(refusal.contains(secret), refusal);
            }
            node.log().mark();
            await("the log has caught up").until(() -> {
                node.client().get("/certificates").expect(200);
                node.client().send("PUT", "/consumers/last", "{}").expect(200);
                return !node.log().linesWith("PUT /consumers/last").isEmpty();
            });
            try (Stream<Path> files = Files.walk(node.prefix())) {
                for (Path file : files.filter(PrivateKeysIT::isLog).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    assertFalse(text.contains(secret(pair)), () -> file + " has the accepted key");
                    assertFalse(text.contains(secret(other)), () -> file + " has the refused key");
                }
            }
        } finally {
            Http.send("PUT", node.admin(), "/debug/node/log-level/notice", null).expect(200);
        }
    }

    private static boolean isLog(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".log");
    }

    /** A line out of the middle of the key's PEM text. */
    private static String secret(CertificatePair pair) {
        return Pem.encode(pair.privateKey()).lines().toList().get(2);
    }

    private static Http.Answer send(ControlPlane node, CertificatePair certificate, CertificatePair key) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("cert", Pem.encode(certificate.chain()))
                .put("key", Pem.encode(key.privateKey()))
                .toString();
        return Http.send("POST", node.admin(), "/certificates", body);
    }
}

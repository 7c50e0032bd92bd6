package io.gatehouse.acceptance.admin;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every change leaves a line in the log, and no secret. */
class AuditIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ControlPlane controlPlane;
    private AdminClient admin;

    @BeforeEach
    void begin() {
        controlPlane = nodes.sharedControlPlane();
        admin = controlPlane.client();
        controlPlane.log().mark();
    }

    @Test
    void tellsWhoChangedWhatWithWhichResult() {
        String id = admin.create("/services", "{'name': 'audited', 'host': 'a.b'}")
                .path("id")
                .asText();
        admin.send("POST", "/services", "{'name': 'audited', 'host': 'a.b'}").expect(409);
        admin.change("/services/audited", "{'retries': 3}");
        admin.delete("/services/audited");

        for (String line : List.of(
                "POST /services entity=services id=" + id + " status=201",
                "POST /services entity=services id=- status=409",
                "PATCH /services/audited entity=services id=" + id + " status=200",
                "DELETE /services/audited entity=services id=" + id + " status=204")) {
            controlPlane.log().awaitLineWith("audit: 127.0.0.1 " + line, SOON);
        }
    }

    @Test
    void isSilentAboutReading() {
        admin.get("/services").expect(200);
        admin.create("/consumers", "{'username': 'last'}");

        controlPlane.log().awaitLineWith("POST /consumers", SOON);
        await().during(Duration.ofMillis(200))
                .until(() ->
                        controlPlane.log().linesWith("audit: 127.0.0.1 GET").isEmpty());
    }

    @Test
    void neverShowsWhatIsSecret() throws IOException {
        String key = Pem.encode(
                ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY).privateKey());
        String inKey = key.lines().skip(1).findFirst().orElseThrow();
        admin.create("/consumers", "{'username': 'keeper'}");
        admin.create("/consumers/keeper/key-auth", "{'key': 'secret-key-1'}");
        admin.send("PUT", "/consumers/keeper/key-auth/secret-key-2", "{}").expect(200);
        admin.send("PATCH", "/key-auths/secret-key-2", "{'tags': ['seen']}").expect(200);
        admin.send("PATCH", "/key-auths/secret-key-2/consumer", "{'tags': ['seen']}")
                .expect(200);
        admin.delete("/key-auths/secret-key-2");
        admin.create("/consumers/keeper/basic-auth", "{'username': 'keeper', 'password': 'secret-password'}");
        admin.create("/consumers/keeper/jwt", "{'key': 'issuer', 'secret': 'secret-of-tokens'}");
        admin.send("POST", "/certificates", "{'cert': 'none', 'key': '" + key.replace("\n", "\\n") + "'}")
                .expect(400);
        admin.create(
                "/plugins",
                "{'name': 'http-log', 'config': {'http_endpoint': 'http://user:secret-in-url@127.0.0.1:1/',"
                        + " 'headers': {'X-Token': 'secret-header'}}}");
        admin.create("/plugins?password=secret-query", "{'name': 'file-log', 'config': {'path': '/dev/null'}}");
        admin.delete("/consumers/keeper");

        controlPlane.log().awaitLineWith("DELETE /consumers/keeper", SOON);
        for (Path file : logs()) {
            String text = Files.readString(file);
            for (String secret : List.of(
                    "secret-key-1",
                    "secret-key-2",
                    "secret-password",
                    "secret-of-tokens",
                    "secret-in-url",
                    "secret-header",
                    "secret-query",
                    inKey)) {
                assertFalse(text.contains(secret), file + " contains " + secret);
            }
        }
    }

    // the access log has whole request lines, as its format demands
    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(controlPlane.prefix())) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> !file.endsWith("admin_access.log"))
                    .toList();
        }
    }
}

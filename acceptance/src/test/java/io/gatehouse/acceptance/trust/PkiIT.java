package io.gatehouse.acceptance.trust;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.acceptance.node.TestDatabase;
import io.gatehouse.model.pki.Pem;
import io.gatehouse.model.testpki.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster in PKI mode: every node has a pair of its own, and one authority vouches for all of them, on both links. */
class PkiIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @Tag("R13")
    @Tag("R16")
    @Tag("R20")
    @Tag("R21")
    @Tag("R22")
    void servesReportsAndEndsBothLinksOnceTheAuthorityIsNotTrustedAnyMore() throws IOException {
        TestAuthority authority = TestAuthority.root("authority").intermediate("issuer");
        Path trusted = nodes.folder().resolve("ca.crt");
        Files.writeString(
                trusted,
                Pem.encode(List.of(authority.chain().get(authority.chain().size() - 1))));
        ClusterPair server = nodes.pair(
                "server",
                authority
                        .certificate("control-plane")
                        .dnsName("cp.example.test")
                        .usages(KeyPurposeId.id_kp_serverAuth)
                        .issue());
        ClusterPair client = nodes.pair(
                "client",
                authority
                        .certificate("any-name-at-all")
                        .usages(KeyPurposeId.id_kp_clientAuth)
                        .issue());

        ControlPlane controlPlane =
                nodes.controlPlane("control-plane").on(TestDatabase.create()).withTelemetry();
        controlPlane.set("cluster_mtls", "pki");
        controlPlane.set("cluster_ca_cert", trusted.toString());
        controlPlane.set("cluster_cert", server.certificate().toString());
        controlPlane.set("cluster_cert_key", server.key().toString());
        controlPlane.start();
        DataPlane dataPlane = nodes.dataPlane("data-plane", controlPlane).with(client);
        dataPlane.set("cluster_mtls", "pki");
        // a file of its own, so that it is the control plane that ends the links
        dataPlane.set(
                "cluster_ca_cert",
                Files.copy(trusted, nodes.folder().resolve("ca-of-data-plane.crt"))
                        .toString());
        dataPlane.set("cluster_server_name", "cp.example.test");
        dataPlane.set("cluster_telemetry_endpoint", "127.0.0.1:" + controlPlane.telemetryPort());
        dataPlane.set("cluster_telemetry_server_name", "cp.example.test");
        dataPlane.start();

        AdminClient admin = controlPlane.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + nodes.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'name': 'open', 'paths': ['/open']}");
        dataPlane.awaitStatus(200, "/open");
        dataPlane.log().awaitLineWith("telemetry goes to the control plane", SOON);
        dataPlane.get("/open").expect(200);
        await().atMost(SOON)
                .until(() -> admin.get("/clustering/telemetry")
                                .expect(200)
                                .json()
                                .path("data")
                                .size()
                        > 0);

        Path other = nodes.folder().resolve("other.crt");
        Files.writeString(
                other, Pem.encode(TestAuthority.root("another authority").chain()));
        Files.move(other, trusted, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        await().atMost(SOON)
                .until(() ->
                        controlPlane.log().linesWith("is not admitted any more").size() == 2);
        assertEquals(
                1,
                controlPlane
                        .log()
                        .linesWith("[telemetry] is not admitted any more")
                        .size());
        // what it has it goes on serving
        dataPlane.get("/open").expect(200);
    }
}

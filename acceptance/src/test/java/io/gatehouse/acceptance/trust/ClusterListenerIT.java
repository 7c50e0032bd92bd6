package io.gatehouse.acceptance.trust;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.http.AdminClient;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.ControlPlane;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.CertificatePair;
import io.gatehouse.model.pki.ClusterCertificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A control plane talks to data planes with the cluster's certificate, and to nobody else. */
class ClusterListenerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private ControlPlane controlPlane;
    private CertificatePair own;
    private boolean replaced;

    @BeforeEach
    void prepare() {
        controlPlane = nodes.sharedControlPlane();
        controlPlane.log().mark();
        own = controlPlane.pair().load();
    }

    @AfterEach
    void restorePair() {
        if (replaced) {
            present(own);
        }
    }

    private static CertificatePair another() {
        return ClusterCertificate.generate(Duration.ofDays(1));
    }

    private static CertificatePair expired() {
        return ClusterCertificate.generate(Duration.ofSeconds(-1));
    }

    /** Replaces the files and waits until the control plane uses them. */
    private void present(CertificatePair pair) {
        replaced = true;
        controlPlane.pair().replace(pair);
        await("the control plane uses the new pair")
                .atMost(PATIENCE)
                .until(() -> TlsProbe.presentedBy(controlPlane.clusterPort()).equals(pair.leaf()));
    }

    private String answerTo(Optional<CertificatePair> presented) {
        return TlsProbe.firstLine(controlPlane.clusterPort(), presented);
    }

    @Test
    @Tag("R1")
    void acceptsTheClustersCertificate() {
        assertTrue(answerTo(Optional.of(own)).startsWith("HTTP/1.1 101"));
    }

    @Test
    @Tag("R1")
    void refusesClientsWithoutCertificateInSilence() {
        assertEquals("", answerTo(Optional.empty()));
        controlPlane.log().awaitLineWith("failed to present client certificate", PATIENCE);
    }

    @Test
    @Tag("R1")
    @Tag("R9")
    void refusesAnotherCertificateInSilence() {
        assertEquals("", answerTo(Optional.of(another())));
        controlPlane.log().awaitLineWith("digest does not match the control plane certificate", PATIENCE);
    }

    @Test
    @Tag("R30")
    void refusesAnExpiredCertificateInSilence() {
        CertificatePair expired = expired();
        present(expired);
        assertEquals("", answerTo(Optional.of(expired)));
        controlPlane.log().awaitLineWith("expired client certificate", PATIENCE);
    }

    @Test
    @Tag("R1")
    void answersNothingWithoutTls() {
        assertFalse(TlsProbe.firstLineWithoutTls(controlPlane.clusterPort()).matches("HTTP/1.1 [123].*"));
    }

    @Test
    @Tag("R9")
    void dataPlaneWithAnotherPairGetsNothing() {
        AdminClient admin = controlPlane.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + nodes.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'paths': ['/first']}");
        ClusterPair wrong = nodes.pair("wrong", another());
        DataPlane stranger =
                nodes.dataPlane("stranger").dialling(controlPlane.clusterPort()).with(wrong);
        stranger.start();
        stranger.log().awaitLineWith("connection to control plane", PATIENCE);
        stranger.get("/first").expect(404);
        assertFalse(admin.get("/clustering/data-planes?size=1000").text().contains(stranger.id()));
    }

    @Test
    @Tag("R10")
    @Tag("R168")
    void renewedPairShutsTheOldOneOut() {
        AdminClient admin = controlPlane.client();
        admin.create(
                "/services",
                "{'name': 'echo', 'url': 'http://127.0.0.1:" + nodes.upstream().port() + "'}");
        admin.create("/services/echo/routes", "{'paths': ['/first']}");
        ClusterPair ofDataPlane = nodes.pair("data-plane-pair", own);
        DataPlane dataPlane = nodes.dataPlane("data-plane")
                .dialling(controlPlane.clusterPort())
                .with(ofDataPlane);
        dataPlane.start();
        dataPlane.awaitStatus(200, "/first");

        CertificatePair renewed = another();
        present(renewed);
        assertEquals("", answerTo(Optional.of(own)));
        dataPlane.get("/first").expect(200);

        // it takes the files at its next attempt, whether it was cut off or starts again
        ofDataPlane.replace(renewed);
        dataPlane.stop();
        admin.create("/services/echo/routes", "{'paths': ['/second']}");
        dataPlane.start();
        await().atMost(PATIENCE).until(() -> dataPlane.get("/second").status() == 200);
    }
}

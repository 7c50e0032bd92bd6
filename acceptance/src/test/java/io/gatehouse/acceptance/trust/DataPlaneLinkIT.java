package io.gatehouse.acceptance.trust;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.acceptance.link.PushedTable;
import io.gatehouse.acceptance.link.ScriptedControlPlane;
import io.gatehouse.acceptance.node.ClusterPair;
import io.gatehouse.acceptance.node.DataPlane;
import io.gatehouse.acceptance.node.Nodes;
import io.gatehouse.model.pki.ClusterCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a data plane shows to a control plane, and from whom it takes a configuration. */
class DataPlaneLinkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    @Tag("R2")
    @Tag("R64")
    void takesItsPairAsTextAndKeepsTheKeyToItself() throws IOException {
        ScriptedControlPlane controlPlane = nodes.scripted();
        String certificate = Files.readString(nodes.pair().certificate());
        String key = Files.readString(nodes.pair().key());
        DataPlane dataPlane = nodes.dataPlane("data-plane").dialling(controlPlane.port());
        dataPlane.set("cluster_cert", base64(certificate));
        dataPlane.set("cluster_cert_key", key);
        dataPlane.start();
        controlPlane.awaitSession();

        String introduction = controlPlane.introduction();
        assertFalse(introduction.contains("PRIVATE KEY"), introduction);
        String body = key.lines().skip(1).findFirst().orElseThrow();
        assertFalse(introduction.contains(body));
        assertFalse(introduction.contains(base64(key).substring(0, 64)));
        assertFalse(dataPlane.log().text().contains(body));
        controlPlane.pushAndAwait(PushedTable.answering("pushed", 1));
    }

    @Test
    @Tag("R9")
    void refusesAControlPlaneWithAnotherCertificate() {
        ScriptedControlPlane controlPlane = nodes.scripted();
        ClusterPair other = nodes.pair("other", ClusterCertificate.generate(Duration.ofDays(1)));
        DataPlane dataPlane =
                nodes.dataPlane("data-plane").dialling(controlPlane.port()).with(other);
        dataPlane.start();
        dataPlane.log().awaitLineWith("connection to control plane", PATIENCE);
        assertFalse(controlPlane.hasSession());
    }

    @Test
    @Tag("R30")
    void refusesAControlPlaneWhoseCertificateHasExpired() {
        nodes.pair().replace(ClusterCertificate.generate(Duration.ofSeconds(-1)));
        ScriptedControlPlane controlPlane = nodes.scripted();
        DataPlane dataPlane =
                nodes.dataPlane("data-plane").dialling(controlPlane.port()).with(nodes.pair());
        dataPlane.start();
        dataPlane.log().awaitLineWith("connection to control plane", PATIENCE);
        assertFalse(controlPlane.hasSession());
        assertTrue(dataPlane.log().text().contains("expired"), dataPlane.log().text());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}

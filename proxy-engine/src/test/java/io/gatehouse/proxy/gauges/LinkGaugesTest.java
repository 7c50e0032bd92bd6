package io.gatehouse.proxy.gauges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.model.pki.ClusterCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LinkGaugesTest {
    private final X509Certificate certificate =
            ClusterCertificate.generate(Duration.ofDays(30)).chain().get(0);
    private final AtomicBoolean connected = new AtomicBoolean(true);
    private final LinkGauges gauges = new LinkGauges(connected::get, () -> certificate);

    private String text() {
        ExpositionText text = new ExpositionText();
        gauges.accept(text);
        return text.toString();
    }

    @Test
    void tellWhetherThereIsASession() {
        assertTrue(text().contains("\nkong_control_plane_connected 1\n"), text());
        connected.set(false);
        assertTrue(text().contains("\nkong_control_plane_connected 0\n"), text());
    }

    @Test
    @Tag("R169")
    void tellWhenTheCertificateEnds() {
        long end = certificate.getNotAfter().getTime() / 1000;
        assertEquals(
                1,
                text().lines()
                        .filter(("kong_data_plane_cluster_cert_expiry_timestamp " + end)::equals)
                        .count());
    }
}

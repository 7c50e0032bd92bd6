package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import java.security.cert.X509Certificate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a data plane stands with its control plane. */
public final class LinkGauges implements Consumer<ExpositionText> {
    private final BooleanSupplier connected;
    private final Supplier<X509Certificate> certificate;

    /** @param certificate what the node shows to control planes now */
    public LinkGauges(BooleanSupplier connected, Supplier<X509Certificate> certificate) {
        this.connected = connected;
        this.certificate = certificate;
    }

    @Override
    public void accept(ExpositionText text) {
        text.gauge("control_plane_connected", "Whether there is a session with a control plane: 1, or 0")
                .sample(connected.getAsBoolean() ? 1 : 0);
        text.gauge("data_plane_cluster_cert_expiry_timestamp", "When cluster_cert ends, in epoch seconds")
                .sample(certificate.get().getNotAfter().toInstant().getEpochSecond());
    }
}

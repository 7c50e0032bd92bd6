package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.status.StatusServer;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what {@code status_listen} names. */
record StatusListeners(Settings settings, StatusServer server) {

    List<InetSocketAddress> open() throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Listener listener : settings.listeners("status_listen")) {
            Optional<SslContext> tls = listener.ssl() ? Optional.of(tls()) : Optional.empty();
            addresses.add(server.listen(new InetSocketAddress(listener.host(), listener.port()), tls));
        }
        return addresses;
    }

    private SslContext tls() throws IOException {
        return ListenerTls.builder(
                        settings,
                        settings.list("status_ssl_cert"),
                        settings.list("status_ssl_cert_key"),
                        DefaultCertificate.Use.STATUS)
                .build();
    }
}

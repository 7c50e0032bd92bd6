package io.gatehouse.proxy.node;

import io.gatehouse.model.pki.DefaultCertificate;
import io.gatehouse.model.pki.PemValue;
import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.admin.AdminServer;
import io.gatehouse.proxy.tls.Alpn;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens what {@code admin_listen} names. */
record AdminListeners(Settings settings, AdminServer server) {

    List<InetSocketAddress> open() throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Listener listener : settings.listeners("admin_listen")) {
            Optional<SslContext> tls = listener.ssl() ? Optional.of(tls(listener.http2())) : Optional.empty();
            addresses.add(server.listen(new InetSocketAddress(listener.host(), listener.port()), tls));
        }
        return addresses;
    }

    private SslContext tls(boolean http2) throws IOException {
        SslContextBuilder builder = ListenerTls.builder(
                settings,
                settings.list("admin_ssl_cert"),
                settings.list("admin_ssl_cert_key"),
                DefaultCertificate.Use.ADMIN);
        List<X509Certificate> clients = new ArrayList<>();
        settings.list("admin_auth_certificates")
                .forEach(value -> clients.addAll(PemValue.of(value).certificates()));
        if (!clients.isEmpty()) {
            // a token may do instead
            builder.trustManager(clients).clientAuth(ClientAuth.OPTIONAL);
        }
        if (http2) {
            builder.ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(
                            Alpn.offering(List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)));
        }
        return builder.build();
    }
}

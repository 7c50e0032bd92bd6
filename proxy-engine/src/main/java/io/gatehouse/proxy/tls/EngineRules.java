package io.gatehouse.proxy.tls;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** A context whose rules can only be set for each connection. */
final class EngineRules extends DelegatingSslContext {
    private final boolean serverOrder;
    private final boolean tickets;
    private final Optional<OcspStaple> staple;

    private EngineRules(SslContext context, boolean serverOrder, boolean tickets, Optional<OcspStaple> staple) {
        super(context);
        this.staple = staple;
        this.serverOrder = serverOrder;
        this.tickets = tickets;
    }

    /**
     * Follows the rules, where they differ from what connections do anyway.
     *
     * @param serverOrder whether the server's order of ciphers decides; the client knows best whether it has AES in hardware
     * @param tickets whether clients get session tickets; the JDK's implementation always gives them
     * @param staple what clients that ask for the certificate's revocation are shown
     */
    static SslContext of(SslContext context, boolean serverOrder, boolean tickets, Optional<OcspStaple> staple) {
        return serverOrder && tickets && staple.isEmpty()
                ? context
                : new EngineRules(context, serverOrder, tickets, staple);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        if (!serverOrder) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(false);
            engine.setSSLParameters(parameters);
        }
        if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            if (!tickets) {
                // where TLS 1.3 is spoken, each connection gives tickets even when its context does not
                SSL.setOptions(openSsl.sslPointer(), SSL.SSL_OP_NO_TICKET);
            }
            staple.flatMap(OcspStaple::current).ifPresent(openSsl::setOcspResponse);
        }
    }
}

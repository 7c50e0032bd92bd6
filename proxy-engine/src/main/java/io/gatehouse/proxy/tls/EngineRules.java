package io.gatehouse.proxy.tls;

import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** A context whose rules can only be set for each connection. */
final class EngineRules extends DelegatingSslContext {
    private final boolean serverOrder;
    private final boolean tickets;

    private EngineRules(SslContext context, boolean serverOrder, boolean tickets) {
        super(context);
        this.serverOrder = serverOrder;
        this.tickets = tickets;
    }

    /**
     * Follows the rules, where they differ from what connections do anyway.
     *
     * @param serverOrder whether the server's order of ciphers decides; the client knows best whether it has AES in hardware
     * @param tickets whether clients get session tickets; the JDK's implementation always gives them
     */
    static SslContext of(SslContext context, boolean serverOrder, boolean tickets) {
        return serverOrder && tickets ? context : new EngineRules(context, serverOrder, tickets);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        if (!serverOrder) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(false);
            engine.setSSLParameters(parameters);
        }
        if (!tickets && engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            // where TLS 1.3 is spoken, each connection gives tickets even when its context does not
            SSL.setOptions(openSsl.sslPointer(), SSL.SSL_OP_NO_TICKET);
        }
    }
}

package io.gatehouse.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import java.util.List;

/** What is spoken inside of TLS (RFC 7301). */
public final class Alpn {
    private Alpn() {}

    /**
     * Offers protocols; where the other end knows none of them, the handshake goes on without one.
     *
     * @param protocols the preferred one first
     */
    public static ApplicationProtocolConfig offering(List<String> protocols) {
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                protocols);
    }
}

package io.gatehouse.proxy.listener;

import io.gatehouse.model.settings.Listener;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.exchange.ProxySettings;
import io.gatehouse.proxy.exchange.RealIp;
import java.util.ArrayList;
import java.util.List;

/** Settings of the PROXY protocol that are of no use without others. */
final class ProxyProtocolAdvice {
    private ProxyProtocolAdvice() {}

    /** Warnings for the start; none when everything fits. */
    static List<String> of(Settings settings) {
        RealIp realIp = ProxySettings.of(settings).realIp();
        boolean requests = settings.listeners("proxy_listen").stream().anyMatch(Listener::proxyProtocol);
        boolean streams = settings.listeners("stream_listen").stream().anyMatch(Listener::proxyProtocol);
        List<String> warnings = new ArrayList<>();
        if (realIp.isByConnection() && !requests) {
            warnings.add("real_ip_header = proxy_protocol, but no entry of proxy_listen has proxy_protocol:"
                    + " clients are known by the address of their connection");
        }
        if (requests && !realIp.isByConnection()) {
            warnings.add("proxy_listen has proxy_protocol, but the client's address is taken from real_ip_header = "
                    + realIp.header() + "; set it to proxy_protocol to take it from the connection");
        }
        if ((requests || streams) && realIp.trusted().networks().isEmpty()) {
            warnings.add("a listener has proxy_protocol, but nobody is believed to tell the client's address;"
                    + " name the load balancers in trusted_ips");
        }
        return warnings;
    }
}

package io.gatehouse.proxy.exchange;

import io.gatehouse.model.product.Product;
import io.gatehouse.model.settings.Settings;
import io.gatehouse.proxy.http.Ascii;
import io.gatehouse.proxy.upstream.KeepAlive;

/**
 * The settings that every request looks at, typed once.
 *
 * @param sendRequestId whether upstreams get {@code X-Kong-Request-Id}
 * @param debugHeaders whether clients may ask which route and service took their request
 * @param defaultErrorType media type of error bodies when neither {@code Accept} nor {@code Content-Type} of the request decides
 * @param charset of texts whose type names none
 * @param largestBody of a request, in bytes; 0 is unlimited
 * @param product how the gateway names itself in {@code Server} and {@code Via}
 * @param verifyUpstreams whether services that do not say so themselves verify their upstream's certificate
 */
public record ProxySettings(
        ResponseHeaders responseHeaders,
        boolean sendRequestId,
        boolean debugHeaders,
        TrustedNetworks trusted,
        RealIp realIp,
        String defaultErrorType,
        ErrorBodies errorBodies,
        DefaultCharset charset,
        long largestBody,
        KeepAlive upstreamKeepAlive,
        String product,
        boolean verifyUpstreams,
        int verifyDepth) {

    public static ProxySettings of(Settings settings) {
        TrustedNetworks trusted = TrustedNetworks.of(settings.list("trusted_ips"));
        return new ProxySettings(
                ResponseHeaders.of(settings.list("headers")),
                settings.list("headers_upstream").stream().noneMatch("off"::equalsIgnoreCase),
                settings.flag("allow_debug_header"),
                trusted,
                new RealIp(trusted, settings.requiredText("real_ip_header"), settings.flag("real_ip_recursive")),
                settings.requiredText("error_default_type"),
                ErrorBodies.of(settings),
                new DefaultCharset(settings.requiredText("nginx_http_charset")),
                settings.bytes("nginx_proxy_client_max_body_size")
                        .or(() -> settings.bytes("nginx_http_client_max_body_size"))
                        .orElse(0L),
                new KeepAlive(
                        settings.integer("upstream_keepalive_pool_size"),
                        settings.integer("upstream_keepalive_max_requests"),
                        (long) (settings.number("upstream_keepalive_idle_timeout") * 1000)),
                Product.token(),
                false,
                settings.integer("lua_ssl_verify_depth"));
    }

    byte[] viaBytes() {
        return Ascii.bytes("1.1 " + product);
    }
}

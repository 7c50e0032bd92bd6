package io.gatehouse.proxy.link;

import io.netty.handler.ssl.SslContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The proxy between a data plane and its control planes, as {@code proxy_server} names it. It is asked for tunnels with
 * CONNECT (RFC 9110 section 9.3.6), so what it carries stays encrypted from end to end.
 *
 * @param address where it listens
 * @param tls how it is talked to; empty for plain HTTP
 * @param credentials sent when there are both a user and a password
 */
public record ForwardProxy(LinkAddress address, Optional<SslContext> tls, Optional<ProxyCredentials> credentials) {
    private static final int DEFAULT_PORT = 443;

    /**
     * @param url {@code http[s]://[user:password@]host[:port]}, user and password percent-encoded
     * @param tls asked when the scheme is https
     * @throws IllegalArgumentException when the text is none; the message does not repeat it, for it may hold a password
     */
    public static ForwardProxy parse(String url, Supplier<SslContext> tls) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException malformed) {
            throw wrong();
        }
        boolean secure = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !secure && !"http".equals(uri.getScheme())) {
            throw wrong();
        }
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        LinkAddress address = new LinkAddress(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        return new ForwardProxy(
                address, secure ? Optional.of(tls.get()) : Optional.empty(), credentials(uri.getRawUserInfo()));
    }

    private static Optional<ProxyCredentials> credentials(String userInfo) {
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        if (colon <= 0 || colon == userInfo.length() - 1) {
            return Optional.empty();
        }
        return Optional.of(
                new ProxyCredentials(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))));
    }

    private static String decode(String text) {
        // a plus sign is itself outside of forms
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException("it is no proxy; expected http[s]://[user:password@]host[:port]");
    }

    /** Scheme and address, without credentials: what log lines say. */
    @Override
    public String toString() {
        return (tls.isPresent() ? "https://" : "http://") + address;
    }
}

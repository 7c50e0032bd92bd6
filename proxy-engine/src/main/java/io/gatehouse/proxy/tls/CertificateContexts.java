package io.gatehouse.proxy.tls;

import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.Optional;

/**
 * The contexts of one certificate entity: one for each kind of key, since the native implementation shows the same certificate to
 * every client of a context. Immutable.
 *
 * @param all those there are, at least one
 * @param ecdsa the one with a key on an elliptic curve
 * @param other the one with another key
 */
record CertificateContexts(
        List<ListenerContext> all, Optional<ListenerContext> ecdsa, Optional<ListenerContext> other) {

    static CertificateContexts of(List<ListenerContext> contexts) {
        return new CertificateContexts(
                List.copyOf(contexts),
                contexts.stream().filter(ListenerContext::isEcdsa).findFirst(),
                contexts.stream().filter(each -> !each.isEcdsa()).findFirst());
    }

    /** The context for a client: the cheaper signature where it can verify that. */
    SslContext current(ClientOffer offer) {
        Optional<ListenerContext> wanted = offer.ecdsa() ? ecdsa : other;
        return wanted.orElse(all.get(0)).current();
    }

    void keep(int sessions) {
        all.forEach(each -> each.keep(sessions));
    }
}

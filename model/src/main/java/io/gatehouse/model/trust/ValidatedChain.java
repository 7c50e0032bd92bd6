package io.gatehouse.model.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A trusted peer's way to a trusted certificate.
 *
 * @param path the leaf first, the trusted certificate last; one certificate when the leaf itself is trusted
 * @param issuer the certificate whose key signed the leaf; empty only when the leaf itself is trusted and its issuer is unknown
 * @param purposeStated whether the leaf says for what it may be used; one that does not may be used for anything
 */
public record ValidatedChain(List<X509Certificate> path, Optional<X509Certificate> issuer, boolean purposeStated) {

    public ValidatedChain {
        path = List.copyOf(path);
    }

    /** The peer's own certificate. */
    public X509Certificate leaf() {
        return path.get(0);
    }

    /** When the first certificate of the path expires. */
    public Instant validUntil() {
        return path.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}

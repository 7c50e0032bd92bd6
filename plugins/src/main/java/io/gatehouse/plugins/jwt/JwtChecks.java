package io.gatehouse.plugins.jwt;

import io.gatehouse.model.format.CertificateText;
import io.gatehouse.model.schema.CheckProvider;
import io.gatehouse.model.schema.ValueCheck;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;

/** Signatures of key pairs are verified with a key that can be read. */
public final class JwtChecks implements CheckProvider {

    @Override
    public Map<String, ValueCheck> checks() {
        return Map.of("jwt_public_key", ValueCheck.ofText(JwtChecks::problem));
    }

    private static Optional<String> problem(String pem) {
        return hasKey(pem) ? Optional.empty() : Optional.of("invalid key");
    }

    /** A certificate and a private key hold a public key as well. */
    private static boolean hasKey(String pem) {
        try {
            return CertificateText.publicKey(pem).isPresent()
                    || CertificateText.privateKey(pem).isPresent()
                    || !CertificateText.certificates(pem).isEmpty();
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}

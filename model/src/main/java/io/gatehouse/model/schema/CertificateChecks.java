package io.gatehouse.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gatehouse.model.format.CertificateText;
import io.gatehouse.model.format.KeyMatch;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules between the certificates and keys of an entity. They run when each of them is readable by itself. */
final class CertificateChecks {
    private CertificateChecks() {}

    static Map<String, ValueCheck> all() {
        return Map.of(
                "certificate_matches_key", CertificateChecks::pair,
                "alternative_certificate_matches_key", CertificateChecks::alternativePair,
                "certificates_differ_in_type", CertificateChecks::differentTypes,
                "ca_certificate", CertificateChecks::authority);
    }

    private static Optional<JsonNode> pair(JsonNode entity) {
        return matches(entity, "cert", "key") ? Optional.empty() : text("certificate does not match key");
    }

    private static Optional<JsonNode> alternativePair(JsonNode entity) {
        return matches(entity, "cert_alt", "key_alt")
                ? Optional.empty()
                : text("alternative certificate does not match key");
    }

    private static boolean matches(JsonNode entity, String certField, String keyField) {
        Optional<X509Certificate> certificate = certificate(entity.path(certField));
        Optional<PrivateKey> key = key(entity.path(keyField));
        return certificate.isEmpty()
                || key.isEmpty()
                || KeyMatch.matches(key.get(), certificate.get().getPublicKey());
    }

    private static Optional<JsonNode> differentTypes(JsonNode entity) {
        Optional<String> first = certificate(entity.path("cert")).map(CertificateChecks::family);
        Optional<String> second = certificate(entity.path("cert_alt")).map(CertificateChecks::family);
        return first.isPresent() && first.equals(second)
                ? text("certificate and alternative certificate need to have different type (e.g. RSA and ECDSA), "
                        + "the provided certificates were both of the same type")
                : Optional.empty();
    }

    private static Optional<JsonNode> authority(JsonNode entity) {
        List<X509Certificate> certificates = certificates(entity.path("cert"));
        if (certificates.size() != 1) {
            return certificates.isEmpty() ? Optional.empty() : text("please submit only one certificate at a time");
        }
        X509Certificate certificate = certificates.get(0);
        if (certificate.getNotAfter().toInstant().isBefore(Instant.now())) {
            return text("certificate expired, \"Not After\" time is in the past");
        }
        return certificate.getBasicConstraints() >= 0
                ? Optional.empty()
                : text("certificate does not appear to be a CA because it is missing the \"CA\" basic constraint");
    }

    private static String family(X509Certificate certificate) {
        return KeyMatch.family(certificate.getPublicKey().getAlgorithm());
    }

    private static Optional<X509Certificate> certificate(JsonNode pem) {
        return certificates(pem).stream().findFirst();
    }

    private static List<X509Certificate> certificates(JsonNode pem) {
        try {
            return pem.isTextual() ? CertificateText.certificates(pem.textValue()) : List.of();
        } catch (GeneralSecurityException unreadable) {
            return List.of();
        }
    }

    private static Optional<PrivateKey> key(JsonNode pem) {
        try {
            return pem.isTextual() ? CertificateText.privateKey(pem.textValue()) : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> text(String problem) {
        return Optional.of(TextNode.valueOf(problem));
    }
}

package io.gatehouse.model.admin.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.admin.access.AccessRules.Decision;
import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.settings.AdminToken;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    private static final List<AdminToken> TOKENS =
            List.of(new AdminToken("ops", "0123456789abcdef"), new AdminToken("ci", "fedcba9876543210"));
    private static final X509Certificate CERTIFICATE = ClusterCertificate.generate(ClusterCertificate.DEFAULT_VALIDITY)
            .chain()
            .get(0);

    @Test
    void asksNobodyWithoutSettings() {
        assertEquals(
                new Decision(Optional.empty(), Optional.empty()),
                new AccessRules(List.of(), false).decide(Optional.empty(), Optional.of(CERTIFICATE)));
    }

    @Test
    void knowsWhoseTokenItIs() {
        AccessRules rules = new AccessRules(TOKENS, false);

        assertEquals(
                Optional.of("token ops"),
                decide(rules, "Bearer 0123456789abcdef").caller());
        assertEquals(
                Optional.of("token ci"),
                decide(rules, "bearer  fedcba9876543210 ").caller());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer 0123456789abcde", "Bearer 0123456789abcdef0", "Basic 0123456789abcdef", "Bearer ", ""})
    void refusesEverythingElse(String header) {
        Decision decision = decide(new AccessRules(TOKENS, false), header);

        assertEquals(Optional.empty(), decision.caller());
        assertTrue(decision.refusal().orElseThrow().contains("admin_auth_tokens"));
    }

    @Test
    void takesACertificateOnlyWhereTheSettingsNameAny() {
        Optional<X509Certificate> certificate = Optional.of(CERTIFICATE);

        assertTrue(new AccessRules(TOKENS, false)
                .decide(Optional.empty(), certificate)
                .refusal()
                .isPresent());
        assertEquals(
                Optional.of("certificate CN=kong_clustering"),
                new AccessRules(TOKENS, true)
                        .decide(Optional.empty(), certificate)
                        .caller());
        assertTrue(new AccessRules(List.of(), true)
                .decide(Optional.of("Bearer 0123456789abcdef"), Optional.empty())
                .refusal()
                .orElseThrow()
                .contains("admin_auth_certificates"));
    }

    private static Decision decide(AccessRules rules, String header) {
        return rules.decide(Optional.of(header), Optional.empty());
    }
}

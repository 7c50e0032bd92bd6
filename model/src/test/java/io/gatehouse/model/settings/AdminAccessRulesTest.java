package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gatehouse.model.pki.ClusterCertificate;
import io.gatehouse.model.pki.Pem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminAccessRulesTest {

    @Test
    void asksForNothingUnlessSet() {
        Settings settings = Settings.load(Map.of(), Optional.empty(), Map.of());

        assertEquals(List.of(), settings.adminTokens());
        assertEquals(List.of(), settings.list("admin_auth_certificates"));
    }

    @Test
    void readsTokensAndVaultReferencesButShowsNeither() {
        Settings settings = Settings.load(
                Map.of(
                        "KONG_ADMIN_AUTH_TOKENS",
                        "ops:0123456789abcdef, {vault://env/ci-token}",
                        "CI_TOKEN",
                        "ci:with:colons-and-more"),
                Optional.empty(),
                Map.of());

        assertEquals(
                List.of(new AdminToken("ops", "0123456789abcdef"), new AdminToken("ci", "with:colons-and-more")),
                settings.adminTokens());
        assertFalse(settings.adminTokens().toString().contains("0123456789abcdef"));
        assertFalse(settings.effective().toString().contains("0123456789abcdef"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ops | admin_auth_tokens[1] is not of the form name:token; the name has letters, digits, '.', '_' and '-',"
                        + " the token no blanks",
                "ops:short-secret | admin_auth_tokens[1]: the token of 'ops' is shorter than 16 characters; take one from a"
                        + " random generator",
                "a:0123456789abcdef,a:fedcba9876543210 | admin_auth_tokens[2]: the name 'a' is there twice"
            })
    void refusesWhatIsNoTokenWithoutShowingIt(String value, String error) {
        SettingsException refused = refusal(Map.of("KONG_ADMIN_AUTH_TOKENS", value));

        assertEquals(List.of(error), refused.errors());
    }

    @Test
    void refusesCertificatesThatNobodyCouldPresent() {
        String pem = Pem.encode(ClusterCertificate.generate(Duration.ofDays(1)).chain());
        assertEquals(
                List.of("admin_auth_certificates needs a listener with ssl in admin_listen, or nobody can present one"),
                refusal(Map.of("KONG_ADMIN_AUTH_CERTIFICATES", pem, "KONG_ADMIN_LISTEN", "127.0.0.1:8001"))
                        .errors());
        assertEquals(
                List.of("admin_auth_certificates: failed loading certificate from /no/such/file"),
                refusal(Map.of("KONG_ADMIN_AUTH_CERTIFICATES", "/no/such/file")).errors());
    }

    private static SettingsException refusal(Map<String, String> environment) {
        return assertThrows(
                SettingsException.class, () -> Settings.load(new HashMap<>(environment), Optional.empty(), Map.of()));
    }
}

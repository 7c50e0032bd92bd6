package io.gatehouse.model.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "{vault://env/test}, env, test, ''",
        "{vault://env/test-secret/test-key}, env, test-secret, test-key",
        "{vault://aws/kong/server/certificate}, aws, kong/server, certificate",
        "{vault://env/test-secret/test-key/}, env, test-secret/test-key, ''",
        "{vault://env//////a//////b}, env, a, b",
        "{vault://env/test%3Asecret/test%3Akey}, env, test:secret, test:key"
    })
    void splitsPaths(String text, String vault, String resource, String key) {
        VaultReference reference = VaultReference.parse(text);

        assertEquals(vault, reference.vault());
        assertEquals(resource, reference.resource());
        assertEquals(key, reference.key().orElse(""));
    }

    @Test
    void readsOptionsAndVersion() {
        assertEquals(
                Map.of("opt1", "val1", "opt2", "val2"),
                VaultReference.parse("{vault://env/test?opt1=val1&opt2=val2}").options());
        assertEquals(
                OptionalInt.of(1), VaultReference.parse("{vault://env/test#1}").version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    vault://env/a          | not a reference [vault://env/a]
                    {vault://env}          | reference url is missing path [{vault://env}]
                    {vault://env/}         | reference url has empty path [{vault://env/}]
                    {vault://env/////}     | reference url has invalid path [{vault://env/////}]
                    {vault:///a}           | reference url is missing host [{vault:///a}]
                    {vault://env/a#latest} | reference url has invalid version [{vault://env/a#latest}]
                    """)
    void saysWhatIsWrong(String text, String message) {
        assertEquals(
                message,
                assertThrows(VaultException.class, () -> VaultReference.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @Tag("R162")
    @CsvSource({
        "{vault://env/pg-password}, secret",
        "{vault://env/pg-password#2}, old secret",
        "{vault://env/login/user}, kong",
        "{vault://env/password?prefix=pg_}, secret"
    })
    void readsTheEnvironment(String reference, String secret) {
        EnvironmentVault vault = new EnvironmentVault(
                Map.of(
                        "PG_PASSWORD", "secret",
                        "PG_PASSWORD_PREVIOUS", "old secret",
                        "LOGIN", "{\"user\":\"kong\",\"port\":1}"),
                "");

        assertEquals(secret, vault.resolve(VaultReference.parse(reference)));
    }

    @Test
    void addsThePrefixOfTheVault() {
        EnvironmentVault vault = new EnvironmentVault(Map.of("APP_KEY", "k"), "app_");

        assertEquals("k", vault.resolve(VaultReference.parse("{vault://env/key}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {vault://env/absent}     | no value found
                    {vault://env/login/pass} | could not get subfield value: subfield pass not found in JSON secret
                    {vault://env/login/port} | could not get subfield value: unexpected number value in JSON secret for subfield port
                    {vault://env/text/user}  | could not get subfield value: the secret is not JSON
                    """)
    void neverShowsASecretInAnError(String reference, String why) {
        EnvironmentVault vault =
                new EnvironmentVault(Map.of("LOGIN", "{\"user\":\"kong\",\"port\":1}", "TEXT", "hidden"), "");

        VaultException refused =
                assertThrows(VaultException.class, () -> vault.resolve(VaultReference.parse(reference)));

        assertEquals("could not get value from external vault (" + why + ")", refused.getMessage());
        assertTrue(!refused.getMessage().contains("hidden"));
    }
}

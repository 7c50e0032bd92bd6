package io.gatehouse.model.entity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.error.EntityException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEntityTest {
    private static final String REFERENCE = "{vault://env/key}";

    private final EntityCatalog catalog = EntityCatalog.of(BundledPlugins.all());
    private final EntityType keys = catalog.type("keys").orElseThrow();
    private final EntityValidator validator = new EntityValidator(catalog);

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void acceptsPairsInPem(String algorithm) {
        KeyPair pair = pair(algorithm);

        ObjectNode row = validator.forInsert(keys, pem(pem(pair.getPublic()), pem(pair.getPrivate())));

        assertTrue(row.get("jwk").isNull());
        assertEquals(pem(pair.getPublic()), row.at("/pem/public_key").textValue());
    }

    @Test
    void acceptsEachPartAlone() {
        KeyPair pair = pair("EC");

        validator.forInsert(keys, pem(null, pem(pair.getPrivate())));
        ObjectNode row = validator.forInsert(keys, pem(pem(pair.getPublic()), null));

        assertTrue(row.at("/pem/private_key").isNull());
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        String publicKey = pem(pair("EC").getPublic());
        String privateKey = pem(pair("EC").getPrivate());

        assertRefused(pem(publicKey, privateKey), "schema violation (pem: public key does not match private key)");
        assertRefused(pem(privateKey, null), "schema violation (pem: could not load public key)");
    }

    @Test
    void doesNotLookAtWhatIsInAVault() {
        validator.forInsert(keys, pem(REFERENCE, "no key"));
        validator.forInsert(keys, pem("no key", REFERENCE));
        validator.forInsert(keys, document().put("jwk", REFERENCE));
        // nor can it say that there is one key too many
        validator.forInsert(keys, pem(pem(pair("EC").getPublic()), null).put("jwk", REFERENCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the examples of RFC 7517 appendix A.1 and RFC 8037 appendix A.1
                "{'kty':'EC','crv':'P-256','x':'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',"
                        + "'y':'4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM','use':'enc','kid':'a'}",
                "{'kty':'OKP','crv':'Ed25519','d':'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',"
                        + "'x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo','kid':'a','key_ops':['sign']}"
            })
    void acceptsJsonWebKeys(String jwk) {
        validator.forInsert(keys, document().put("jwk", jwk.replace('\'', '"')));
    }

    @Test
    void refusesAPatchThatLeavesNothing() {
        ObjectNode stored = validator.forInsert(keys, pem(pem(pair("EC").getPublic()), null));

        EntityException refusal = assertThrows(
                EntityException.class,
                () -> validator.forUpdate(
                        keys, stored, JsonNodeFactory.instance.objectNode().putNull("pem")));

        assertEquals(
                "schema violation (when updating, at least one of these fields must be non-empty: 'pem', 'jwk')",
                refusal.getMessage());
    }

    private void assertRefused(ObjectNode document, String message) {
        assertEquals(
                message,
                assertThrows(EntityException.class, () -> validator.forInsert(keys, document))
                        .getMessage());
    }

    private static ObjectNode pem(String publicKey, String privateKey) {
        ObjectNode document = document();
        document.putObject("pem").put("public_key", publicKey).put("private_key", privateKey);
        return document;
    }

    private static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode().put("kid", "a");
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String pem(Key key) {
        String type = key instanceof java.security.PrivateKey ? "PRIVATE KEY" : "PUBLIC KEY";
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()) + "\n-----END " + type
                + "-----\n";
    }
}

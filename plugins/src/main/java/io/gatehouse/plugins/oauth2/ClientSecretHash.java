package io.gatehouse.plugins.oauth2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.model.schema.Transformation;
import io.gatehouse.model.schema.TransformationProvider;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The form in which the secrets of clients with {@code hash_secret} are stored: PBKDF2 with HMAC-SHA-512 (RFC 8018 §5.2)
 * in the notation {@code $pbkdf2-sha512$i=<iterations>,l=<bytes>$<salt>$<hash>}, salt and hash in unpadded Base64.
 */
public final class ClientSecretHash implements TransformationProvider {
    private static final int ITERATIONS = 10_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public Map<String, Transformation> transformations() {
        return Map.of("oauth2_client_secret", ClientSecretHash::stored);
    }

    private static ObjectNode stored(List<JsonNode> switchAndSecret) {
        ObjectNode stored = JsonNodeFactory.instance.objectNode();
        if (switchAndSecret.get(0).booleanValue()) {
            stored.put("client_secret", of(switchAndSecret.get(1).textValue()));
        }
        return stored;
    }

    /** The stored form of a secret, with a salt of its own each time. */
    public static String of(String secret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha512$i=" + ITERATIONS + ",l=" + HASH_BYTES + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash(secret, salt));
    }

    private static byte[] hash(String secret, byte[] salt) {
        PBEKeySpec key = new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform has no PBKDF2 with HMAC-SHA-512", e);
        } finally {
            key.clearPassword();
        }
    }
}

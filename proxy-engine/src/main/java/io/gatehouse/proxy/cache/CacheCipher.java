package io.gatehouse.proxy.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption of the cache at rest. Each full configuration gets a key of its own, derived from the node's secret and a
 * random salt that stands in the file (HKDF with SHA-256, RFC 5869), so that random nonces stay safe however often
 * configurations are replaced.
 */
public final class CacheCipher {
    private static final byte[] PURPOSE = "gatehouse configuration cache 1".getBytes(US_ASCII);
    private static final int SALT_BYTES = 32;
    private static final String MAC = "HmacSHA256";

    private final CacheAlgorithm algorithm;
    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    /** @param secret at least 32 bytes that nobody can guess */
    public CacheCipher(CacheAlgorithm algorithm, byte[] secret) {
        this.algorithm = algorithm;
        this.secret = secret.clone();
    }

    byte[] newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }

    ValueCodec codec(byte[] salt) {
        try {
            byte[] extracted = mac(salt, secret);
            byte[] info = Arrays.copyOf(PURPOSE, PURPOSE.length + 1);
            info[PURPOSE.length] = 1;
            return new SealedValues(algorithm, mac(extracted, info), random);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + MAC, missing);
        }
    }

    private static byte[] mac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(new SecretKeySpec(key, MAC));
        return mac.doFinal(message);
    }
}

package io.gatehouse.proxy.cache;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypted values: a version byte, a random nonce, ciphertext and tag. Version and LMDB key are authenticated with the
 * value.
 */
final class SealedValues implements ValueCodec {
    private final CacheAlgorithm algorithm;
    private final SecretKey secret;
    private final SecureRandom random;
    private final Cipher cipher;

    /** @param secret 32 bytes */
    SealedValues(CacheAlgorithm algorithm, byte[] secret, SecureRandom random) throws GeneralSecurityException {
        this.algorithm = algorithm;
        this.secret = new SecretKeySpec(secret, algorithm.keyName);
        this.random = random;
        cipher = Cipher.getInstance(algorithm.transformation);
    }

    @Override
    public byte[] encode(byte[] key, byte[] value) {
        byte[] nonce = new byte[CacheAlgorithm.NONCE_BYTES];
        random.nextBytes(nonce);
        ByteBuffer sealed = ByteBuffer.allocate(1 + nonce.length + value.length + CacheAlgorithm.TAG_BYTES)
                .put(algorithm.version)
                .put(nonce);
        try {
            begin(Cipher.ENCRYPT_MODE, nonce, key);
            cipher.doFinal(ByteBuffer.wrap(value), sealed);
            return sealed.array();
        } catch (GeneralSecurityException failure) {
            throw new CacheException("a value cannot be encrypted: " + failure.getMessage(), failure);
        }
    }

    @Override
    public byte[] decode(byte[] key, byte[] stored) {
        int head = 1 + CacheAlgorithm.NONCE_BYTES;
        if (stored.length < head + CacheAlgorithm.TAG_BYTES || stored[0] != algorithm.version) {
            throw new CacheException("a value of it is not encrypted with " + algorithm.transformation
                    + "; was declarative_config_encryption_mode changed?");
        }
        try {
            begin(Cipher.DECRYPT_MODE, Arrays.copyOfRange(stored, 1, head), key);
            return cipher.doFinal(stored, head, stored.length - head);
        } catch (AEADBadTagException wrong) {
            throw new CacheException("it was encrypted with another key, or changed since", wrong);
        } catch (GeneralSecurityException failure) {
            throw new CacheException("a value of it cannot be decrypted: " + failure.getMessage(), failure);
        }
    }

    private void begin(int mode, byte[] nonce, byte[] key) throws GeneralSecurityException {
        cipher.init(mode, secret, algorithm.parameters(nonce), random);
        cipher.updateAAD(new byte[] {algorithm.version});
        cipher.updateAAD(key);
    }
}

package io.gatehouse.proxy.cache;

import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The ciphers with authentication that a cache can be encrypted with; both take 256-bit keys and 96-bit nonces. */
public enum CacheAlgorithm {
    /** AES-256-GCM, NIST SP 800-38D. */
    AES_256_GCM((byte) 1, "AES", "AES/GCM/NoPadding"),
    /** ChaCha20-Poly1305, RFC 8439. */
    CHACHA20_POLY1305((byte) 2, "ChaCha20", "ChaCha20-Poly1305");

    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    /** First byte of a value; no JSON text begins with it. */
    final byte version;

    final String keyName;
    final String transformation;

    CacheAlgorithm(byte version, String keyName, String transformation) {
        this.version = version;
        this.keyName = keyName;
        this.transformation = transformation;
    }

    AlgorithmParameterSpec parameters(byte[] nonce) {
        return this == AES_256_GCM ? new GCMParameterSpec(TAG_BYTES * 8, nonce) : new IvParameterSpec(nonce);
    }
}

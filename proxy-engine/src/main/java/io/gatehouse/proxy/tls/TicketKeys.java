package io.gatehouse.proxy.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that seal session tickets. They follow from a secret of the running process, from the certificate and from the time: so a
 * certificate that stays keeps its clients when its context is made anew, no ticket opens a session with another certificate, and a key
 * that leaks is of use for as long as sessions last and no longer. Thread-safe.
 */
final class TicketKeys {
    /** The key in use, and former ones whose tickets are still taken. */
    private static final int GENERATIONS = 4;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;
    private final long origin = System.nanoTime();
    private final long generationNanos;

    /**
     * @param lifetime after which no ticket is taken any more; each is taken for three quarters of it at least
     */
    TicketKeys(Duration lifetime) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = new SecretKeySpec(random, ALGORITHM);
        generationNanos = Math.max(1, lifetime.toNanos() / GENERATIONS);
    }

    /** Number of the key in use. */
    long generation() {
        return (System.nanoTime() - origin) / generationNanos;
    }

    /**
     * The keys at a time, the one in use first.
     *
     * @param identity of the certificate that is shown
     */
    OpenSslSessionTicketKey[] of(byte[] identity, long generation) {
        int former = (int) Math.min(GENERATIONS - 1, generation);
        OpenSslSessionTicketKey[] keys = new OpenSslSessionTicketKey[former + 1];
        for (int age = 0; age <= former; age++) {
            byte[] name = derive(identity, generation - age, 0);
            byte[] material = derive(identity, generation - age, 1);
            keys[age] = new OpenSslSessionTicketKey(
                    Arrays.copyOf(name, OpenSslSessionTicketKey.NAME_SIZE),
                    Arrays.copyOf(material, OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                    Arrays.copyOfRange(
                            material,
                            OpenSslSessionTicketKey.HMAC_KEY_SIZE,
                            OpenSslSessionTicketKey.HMAC_KEY_SIZE + OpenSslSessionTicketKey.AES_KEY_SIZE));
        }
        return keys;
    }

    private byte[] derive(byte[] identity, long generation, int purpose) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(identity);
            mac.update(ByteBuffer.allocate(Long.BYTES + 1)
                    .putLong(generation)
                    .put((byte) purpose)
                    .array());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}

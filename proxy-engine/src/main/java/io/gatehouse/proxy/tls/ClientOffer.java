package io.gatehouse.proxy.tls;

import io.netty.buffer.ByteBuf;

/**
 * What a client's first message says about the certificates that the client can verify (RFC 8446 §4.1.2).
 *
 * @param ecdsa whether it takes one with a key on an elliptic curve
 */
public record ClientOffer(boolean ecdsa) {
    private static final int VERSION_AND_RANDOM = 34;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int TLS_1_3 = 0x0304;
    /** The low byte of {@code ecdsa_sha1} and all later ones (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3). */
    private static final int ECDSA = 3;

    /**
     * Reads a message, and leaves its indexes alone.
     *
     * @param hello from the protocol version on
     */
    public static ClientOffer read(ByteBuf hello) {
        try {
            return new ClientOffer(takesEcdsa(hello));
        } catch (IndexOutOfBoundsException cutShort) {
            // the handshake will fail on it
            return new ClientOffer(true);
        }
    }

    private static boolean takesEcdsa(ByteBuf hello) {
        int at = hello.readerIndex() + VERSION_AND_RANDOM;
        at += 1 + hello.getUnsignedByte(at);
        int ciphers = at;
        at += 2 + hello.getUnsignedShort(at);
        at += 1 + hello.getUnsignedByte(at);
        boolean tls13 = false;
        boolean signature = true;
        if (at < hello.writerIndex()) {
            int end = at + 2 + hello.getUnsignedShort(at);
            at += 2;
            while (at < end) {
                int type = hello.getUnsignedShort(at);
                int length = hello.getUnsignedShort(at + 2);
                int body = at + 4;
                if (type == SIGNATURE_ALGORITHMS) {
                    signature = anySignature(hello, body);
                } else if (type == SUPPORTED_VERSIONS) {
                    tls13 = anyVersion(hello, body);
                }
                at = body + length;
            }
        }
        // the ciphers of TLS 1.3 leave the kind of key open
        return signature && (tls13 || anyCipher(hello, ciphers));
    }

    private static boolean anySignature(ByteBuf hello, int body) {
        int end = body + 2 + hello.getUnsignedShort(body);
        for (int at = body + 2; at < end; at += 2) {
            int algorithm = hello.getUnsignedShort(at);
            if ((algorithm & 0xff) == ECDSA && algorithm >> 8 <= 6) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyVersion(ByteBuf hello, int body) {
        int end = body + 1 + hello.getUnsignedByte(body);
        for (int at = body + 1; at < end; at += 2) {
            if (hello.getUnsignedShort(at) == TLS_1_3) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyCipher(ByteBuf hello, int ciphers) {
        int end = ciphers + 2 + hello.getUnsignedShort(ciphers);
        for (int at = ciphers + 2; at < end; at += 2) {
            switch (hello.getUnsignedShort(at)) {
                case 0xC009, 0xC00A, 0xC023, 0xC024, 0xC02B, 0xC02C, 0xCCA9 -> {
                    return true;
                }
                default -> {
                    // another kind of key
                }
            }
        }
        return false;
    }
}

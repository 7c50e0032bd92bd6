package io.gatehouse.cluster.outlet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Heads of frames that a server sends: final, unmasked (RFC 6455 §5.2). */
final class FrameHeader {
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final byte FINAL_PING = (byte) 0x89;
    private static final byte FINAL_PONG = (byte) 0x8A;

    private FrameHeader() {}

    static byte[] binary(long length) {
        ByteBuffer header = ByteBuffer.allocate(10).put(FINAL_BINARY);
        if (length < 126) {
            header.put((byte) length);
        } else if (length < 1 << 16) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        return Arrays.copyOf(header.array(), header.position());
    }

    /** A whole empty ping. */
    static byte[] ping() {
        return new byte[] {FINAL_PING, 0};
    }

    /** A whole pong; control frames are never longer than 125 bytes. */
    static byte[] pong(byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put(FINAL_PONG)
                .put((byte) payload.length)
                .put(payload)
                .array();
    }
}

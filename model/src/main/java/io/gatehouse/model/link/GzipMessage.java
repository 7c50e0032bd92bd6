package io.gatehouse.model.link;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Compressed messages of the link: one gzip member (RFC 1952) without name or time, whose header names Unix as the system.
 * The JDK's own stream would name another, and peers compare payloads byte by byte.
 */
public final class GzipMessage {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    private static final int BUFFER = 16 * 1024;

    private GzipMessage() {}

    /** Returns a stream that compresses into {@code out}; closing it completes the member. */
    public static OutputStream compress(OutputStream out) throws IOException {
        out.write(HEADER);
        return new Member(out);
    }

    /**
     * Returns a stream of the decompressed bytes; it fails with {@link LinkException} once there are more than
     * {@code limit}.
     */
    public static InputStream decompress(byte[] member, long limit) throws IOException {
        return new Limited(new GZIPInputStream(new ByteArrayInputStream(member), BUFFER), limit);
    }

    private static final class Member extends FilterOutputStream {
        private final CRC32 checksum = new CRC32();
        private final Deflater deflater;
        private final DeflaterOutputStream deflated;
        private long size;
        private boolean closed;

        Member(OutputStream out) {
            super(out);
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflated = new DeflaterOutputStream(out, deflater, BUFFER);
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            checksum.update(bytes, offset, length);
            size += length;
            deflated.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            // flushing in the middle would only worsen compression
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            // whoever writes into this stream may close it as well; a second trailer would be taken for another member
            closed = true;
            try {
                deflated.finish();
                littleEndian((int) checksum.getValue());
                littleEndian((int) size);
                out.flush();
            } finally {
                deflater.end();
            }
        }

        private void littleEndian(int value) throws IOException {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new LinkException("the message is larger than " + limit
                        + " bytes when decompressed; raise cluster_max_payload if it is meant to be");
            }
        }
    }
}

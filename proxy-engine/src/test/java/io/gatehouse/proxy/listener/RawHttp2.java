package io.gatehouse.proxy.listener;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP/2 client that sends exactly the frames it is told to, and reads all the while (RFC 9113 §4.1). */
public final class RawHttp2 implements AutoCloseable {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int NO_FLAGS = 0;
    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;

    private static final int HEAD_BYTES = 9;
    private static final int MOST_WRITTEN_AT_ONCE = 16 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** A frame that came. */
    public record Frame(int type, int flags, int stream, byte[] payload) {
        /** The error code of a GOAWAY or RST_STREAM. */
        public int error() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /**
     * Connects, and sends the preface.
     *
     * @param settings payload of the first SETTINGS frame
     */
    public RawHttp2(int port, int... settings) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        write(SETTINGS, NO_FLAGS, 0, settings);
        flush();
        reader = new Thread(this::readAll, "raw-http2");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int lengthAndType = in.readInt();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                frames.add(new Frame(lengthAndType & 0xff, flags, stream, in.readNBytes(lengthAndType >>> 8)));
            }
        } catch (EOFException | SocketException | SocketTimeoutException ended) {
            // the connection is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Frames so far. */
    public List<Frame> frames() {
        return frames;
    }

    /** Whether the gateway has ended the connection. */
    public boolean isOver() {
        return !reader.isAlive();
    }

    /** Queues a frame; much is sent at once. */
    public void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        head.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream);
        pending.write(head.array());
        pending.write(payload);
        if (pending.size() > MOST_WRITTEN_AT_ONCE) {
            flush();
        }
    }

    /** Queues a frame; the payload's bytes are given as numbers. */
    public void write(int type, int flags, int stream, int... payload) throws IOException {
        byte[] bytes = new byte[payload.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) payload[i];
        }
        write(type, flags, stream, bytes);
    }

    public void flush() throws IOException {
        out.write(pending.toByteArray());
        pending.reset();
    }

    /** Fields of a request for {@code /}, from the static table but for the authority (RFC 7541, appendix A). */
    public static byte[] fields(boolean post) {
        return new byte[] {(byte) (post ? 0x83 : 0x82), (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

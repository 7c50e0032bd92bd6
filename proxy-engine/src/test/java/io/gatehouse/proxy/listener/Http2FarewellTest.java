package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an HTTP/2 connection ends without losing requests that are on their way (RFC 9113 §6.8), frame by frame. */
class Http2FarewellTest {
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int NO_FLAGS = 0;
    private static final int ACK = 1;
    private static final int END_STREAM = 1;
    private static final int END_STREAM_AND_HEADERS = 5;

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;
    private Socket socket;
    private DataInputStream in;
    private OutputStream out;

    private record Frame(int type, int flags, int stream, byte[] payload) {
        boolean ends(int id) {
            return stream == id && type <= HEADERS && (flags & END_STREAM) != 0;
        }

        int lastStream() {
            return ByteBuffer.wrap(payload).getInt();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        upstream = ScriptedUpstream.answering(OK);
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/]}]}\n",
                "proxy_listen=127.0.0.1:0 http2",
                "nginx_http_keepalive_requests=2");
        socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        write(SETTINGS, NO_FLAGS, 0, new byte[0]);
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        proxy.close();
        upstream.close();
    }

    @Test
    void aRequestThatWasOnItsWayIsServedAfterTheLastOne() throws IOException {
        request(1);
        await(1);
        request(3);
        Frame first = awaitType(GOAWAY);
        assertEquals(Integer.MAX_VALUE, first.lastStream());
        Frame ping = awaitType(PING);
        await(3);
        // sent by a client that has not read the farewell yet
        request(5);
        await(5);
        write(PING, ACK, 0, ping.payload());
        assertEquals(5, awaitType(GOAWAY).lastStream());
        assertEquals(-1, in.read());
    }

    @Test
    void aClientThatNeverAnswersIsLeftAllTheSame() throws IOException {
        request(1);
        await(1);
        request(3);
        await(3);
        assertTrue(readToEnd() > 0);
    }

    private int readToEnd() throws IOException {
        int bytes = 1;
        while (in.read() >= 0) {
            bytes++;
        }
        return bytes;
    }

    private void request(int stream) throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        // GET, http and / of the static table, and a literal :authority (RFC 7541, appendix A)
        fields.write(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'});
        write(HEADERS, END_STREAM_AND_HEADERS, stream, fields.toByteArray());
    }

    private void write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length << 8 | type);
        frame.put((byte) flags).putInt(stream).put(payload);
        out.write(frame.array());
    }

    private Frame read() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        return new Frame(lengthAndType & 0xFF, flags, stream, payload);
    }

    private void await(int stream) throws IOException {
        while (!read().ends(stream)) {
            // settings, heads and what else belongs to the connection
        }
    }

    private Frame awaitType(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }
}

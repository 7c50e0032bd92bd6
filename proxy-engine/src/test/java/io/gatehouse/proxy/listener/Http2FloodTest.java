package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.RawHttp2.ACK;
import static io.gatehouse.proxy.listener.RawHttp2.CONTINUATION;
import static io.gatehouse.proxy.listener.RawHttp2.DATA;
import static io.gatehouse.proxy.listener.RawHttp2.END_HEADERS;
import static io.gatehouse.proxy.listener.RawHttp2.END_STREAM;
import static io.gatehouse.proxy.listener.RawHttp2.GOAWAY;
import static io.gatehouse.proxy.listener.RawHttp2.HEADERS;
import static io.gatehouse.proxy.listener.RawHttp2.NO_FLAGS;
import static io.gatehouse.proxy.listener.RawHttp2.PING;
import static io.gatehouse.proxy.listener.RawHttp2.PRIORITY;
import static io.gatehouse.proxy.listener.RawHttp2.RST_STREAM;
import static io.gatehouse.proxy.listener.RawHttp2.SETTINGS;
import static io.gatehouse.proxy.listener.RawHttp2.WINDOW_UPDATE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that keep the gateway busy with frames that cost them little: their connection ends, and others do not notice. */
class Http2FloodTest {
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int MANY = 20_000;

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    @BeforeEach
    void start() throws IOException {
        upstream = ScriptedUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + "x".repeat(100));
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/]}]}\n",
                "proxy_listen=127.0.0.1:0 http2",
                "nginx_http_send_timeout=500ms");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    @FunctionalInterface
    private interface Writing {
        void write(RawHttp2 client, int number) throws IOException;
    }

    /** What is sent over and over. */
    enum Flood {
        SETTINGS_FRAMES((client, number) -> client.write(SETTINGS, NO_FLAGS, 0)),
        SETTINGS_ACKNOWLEDGED((client, number) -> client.write(SETTINGS, ACK, 0)),
        PINGS((client, number) -> client.write(PING, NO_FLAGS, 0, new byte[8])),
        PINGS_ACKNOWLEDGED((client, number) -> client.write(PING, ACK, 0, new byte[8])),
        WINDOW_UPDATES((client, number) -> client.write(WINDOW_UPDATE, NO_FLAGS, 0, 0, 0, 0, 1)),
        PRIORITIES((client, number) -> client.write(PRIORITY, NO_FLAGS, 1, 0, 0, 0, 0, 1)),
        UNKNOWN_FRAMES((client, number) -> client.write(0x42, NO_FLAGS, 0)),
        FAREWELLS((client, number) -> client.write(GOAWAY, NO_FLAGS, 0, new byte[8])),
        RAPID_RESETS((client, number) -> {
            int stream = 2 * number + 1;
            client.write(HEADERS, END_STREAM | END_HEADERS, stream, RawHttp2.fields(false));
            client.write(RST_STREAM, NO_FLAGS, stream, 0, 0, 0, 8);
        }),
        /** RFC 9113 §6.9: an increment of 0 makes the gateway reset the stream. */
        RESETS_THAT_ARE_PROVOKED((client, number) -> {
            int stream = 2 * number + 1;
            client.write(HEADERS, END_HEADERS, stream, RawHttp2.fields(true));
            client.write(WINDOW_UPDATE, NO_FLAGS, stream, 0, 0, 0, 0);
        }),
        EMPTY_DATA((client, number) -> {
            if (number == 0) {
                client.write(HEADERS, END_HEADERS, 1, RawHttp2.fields(true));
            }
            client.write(DATA, NO_FLAGS, 1);
        }),
        EMPTY_CONTINUATIONS((client, number) -> {
            if (number == 0) {
                client.write(HEADERS, END_STREAM, 1, RawHttp2.fields(false));
            }
            client.write(CONTINUATION, NO_FLAGS, 1);
        }),
        LONG_CONTINUATIONS((client, number) -> {
            if (number == 0) {
                client.write(HEADERS, END_STREAM, 1, RawHttp2.fields(false));
            }
            // literal fields without indexing: x: and 100 bytes
            ByteBuffer field = ByteBuffer.allocate(104)
                    .put((byte) 0)
                    .put((byte) 1)
                    .put((byte) 'x')
                    .put((byte) 100);
            client.write(CONTINUATION, NO_FLAGS, 1, field.array());
        });

        private final Writing writing;

        Flood(Writing writing) {
            this.writing = writing;
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsTheConnection(Flood flood) throws IOException {
        try (RawHttp2 client = new RawHttp2(proxy.port())) {
            try {
                for (int i = 0; i < MANY && !client.isOver(); i++) {
                    flood.writing.write(client, i);
                }
                client.flush();
            } catch (SocketException ended) {
                // as it should be
            }
            await().atMost(20, SECONDS).until(client::isOver);
            // what was sent after the end may have made the system drop the farewell
            farewell(client).ifPresent(error -> assertTrue(error > 0, "it ended without an error"));
        }
        assertEquals(200, proxy.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n").status());
    }

    @Test
    void saysWhy() throws IOException {
        try (RawHttp2 client = new RawHttp2(proxy.port())) {
            for (int i = 0; i < 1001; i++) {
                client.write(PING, NO_FLAGS, 0, new byte[8]);
            }
            client.flush();
            await().atMost(20, SECONDS).until(client::isOver);
            assertEquals(Optional.of(ENHANCE_YOUR_CALM), farewell(client));
        }
    }

    private static Optional<Integer> farewell(RawHttp2 client) {
        return client.frames().stream()
                .filter(frame -> frame.type() == GOAWAY)
                .map(RawHttp2.Frame::error)
                .filter(error -> error != 0)
                .findFirst();
    }

    @Test
    void aClientThatOpensNoWindowIsGivenUp() throws IOException {
        // SETTINGS_INITIAL_WINDOW_SIZE 0
        try (RawHttp2 client = new RawHttp2(proxy.port(), 0, 4, 0, 0, 0, 0)) {
            client.write(HEADERS, END_STREAM | END_HEADERS, 1, RawHttp2.fields(false));
            client.flush();
            await().atMost(20, SECONDS)
                    .until(() ->
                            client.isOver() || client.frames().stream().anyMatch(frame -> frame.type() == RST_STREAM));
            assertTrue(client.frames().stream().anyMatch(frame -> frame.type() == HEADERS));
            assertFalse(client.frames().stream().anyMatch(frame -> frame.type() == DATA));
        }
    }

    @Test
    void aSmallHeadThatUnfoldsToALargeOneIsRefused() throws IOException {
        try (RawHttp2 client = new RawHttp2(proxy.port())) {
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            fields.write(RawHttp2.fields(false));
            // a literal field with indexing, x: and 3,000 bytes (RFC 7541 §5.1: 127 and the rest in sevens)
            fields.write(
                    new byte[] {0x40, 1, 'x', 127, (byte) (0x80 | (3000 - 127) % 128), (byte) ((3000 - 127) / 128)});
            fields.write("y".repeat(3000).getBytes());
            for (int i = 0; i < 5000; i++) {
                // the newest entry of the dynamic table
                fields.write(0x80 | 62);
            }
            client.write(HEADERS, END_STREAM | END_HEADERS, 1, fields.toByteArray());
            client.write(HEADERS, END_STREAM | END_HEADERS, 3, RawHttp2.fields(false));
            client.flush();
            await().atMost(20, SECONDS)
                    .until(() -> client.isOver()
                            || client.frames().stream().anyMatch(frame -> frame.stream() == 3 && frame.type() == DATA));
        }
        assertTrue(upstream.received().size() <= 1, "the large one reached the upstream");
    }
}

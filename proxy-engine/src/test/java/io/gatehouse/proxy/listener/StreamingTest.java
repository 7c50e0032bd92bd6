package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are larger than the memory they may take. */
class StreamingTest {
    private static final int PIECE = 64 * 1024;
    private static final long LARGE = 100L * 1024 * 1024;
    /** What may be held of a body whose taker is slow; socket buffers come on top and are the system's. */
    private static final long MOST_HELD = 8L * 1024 * 1024;

    @TempDir
    private Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(ScriptedUpstream.Script script, String route) throws IOException {
        upstream = new ScriptedUpstream(script);
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port() + ", routes: [{name: r, paths: [/r]"
                        + route + "}]}\n");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    private static byte[] piece() {
        byte[] piece = new byte[PIECE];
        new Random(1).nextBytes(piece);
        return piece;
    }

    private static void writeSlowly(Socket connection, AtomicLong written, boolean chunked) throws IOException {
        OutputStream out = connection.getOutputStream();
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + LARGE;
        ScriptedUpstream.write(connection, "HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
        byte[] piece = piece();
        for (long sent = 0; sent < LARGE; sent += PIECE) {
            if (chunked) {
                ScriptedUpstream.write(connection, Integer.toHexString(PIECE) + "\r\n");
            }
            out.write(piece);
            if (chunked) {
                ScriptedUpstream.write(connection, "\r\n");
            }
            written.addAndGet(PIECE);
        }
        if (chunked) {
            ScriptedUpstream.write(connection, "0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitsForASlowReader(boolean chunked) throws IOException {
        AtomicLong written = new AtomicLong();
        start((request, connection) -> writeSlowly(connection, written, chunked), "");
        long before = PlatformDependent.usedDirectMemory();
        try (RawClient client = proxy.client()) {
            client.socket().setReceiveBufferSize(PIECE);
            client.send("GET /r HTTP/1.1\r\nHost: h\r\n\r\n");
            AtomicLong last = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> written.get() > 0 && last.getAndSet(written.get()) == written.get());
            assertTrue(written.get() < LARGE, "the upstream has to wait");
            assertTrue(PlatformDependent.usedDirectMemory() - before < MOST_HELD, "little is held meanwhile");
            RawResponse response = client.read();
            assertEquals(LARGE, response.body().length());
            assertTrue(response.body().endsWith(new String(piece(), java.nio.charset.StandardCharsets.ISO_8859_1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", request_buffering: false"})
    void streamsALargeRequest(String route) throws IOException {
        AtomicLong checksum = new AtomicLong();
        start(
                (request, connection) -> {
                    CRC32 crc = new CRC32();
                    crc.update(request.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                    checksum.set(crc.getValue());
                    ScriptedUpstream.write(connection, ScriptedUpstream.OK);
                },
                route);
        long before = PlatformDependent.usedDirectMemory();
        int size = 20 * 1024 * 1024;
        CRC32 crc = new CRC32();
        byte[] piece = piece();
        try (RawClient client = proxy.client()) {
            client.send("PUT /r HTTP/1.1\r\nHost: h\r\nContent-Length: " + size + "\r\n\r\n");
            for (int sent = 0; sent < size; sent += PIECE) {
                client.send(piece);
                crc.update(piece);
            }
            assertEquals(200, client.read().status());
        }
        assertEquals(crc.getValue(), checksum.get());
        assertTrue(PlatformDependent.usedDirectMemory() - before < MOST_HELD);
    }

    @Test
    void endsTheUpstreamsResponseWhenTheClientGoes() throws IOException {
        AtomicLong written = new AtomicLong();
        start((request, connection) -> writeSlowly(connection, written, false), "");
        try (RawClient client = proxy.client()) {
            client.send("GET /r HTTP/1.1\r\nHost: h\r\n\r\n");
            await().until(() -> written.get() > 0);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> proxy.server().stats().active() == 0);
        assertTrue(written.get() < LARGE);
    }
}

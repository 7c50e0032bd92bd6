package io.gatehouse.proxy.listener;

import static io.gatehouse.proxy.listener.ScriptedUpstream.OK;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.model.settings.SettingsException;
import io.netty.buffer.ByteBuf;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy of which clients ask more than it has. */
class OverloadTest {
    private static final String GET = "GET /r HTTP/1.1\r\nHost: h\r\n\r\n";

    @TempDir
    private static Path prefix;

    private ScriptedUpstream upstream;
    private RunningProxy proxy;

    private void start(String... settings) throws IOException {
        upstream = ScriptedUpstream.answering(OK);
        proxy = new RunningProxy(
                prefix,
                "services:\n- {name: s, host: 127.0.0.1, port: " + upstream.port()
                        + ", routes: [{name: r, paths: [/r]}]}\n",
                settings);
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx_main_worker_processes=many", "nginx_events_worker_connections=lots"})
    void numbersThatAreNoneAreRefusedByName(String setting) throws IOException {
        start();
        String key = setting.substring(0, setting.indexOf('='));
        assertTrue(assertThrows(SettingsException.class, () -> new RunningProxy(prefix, "", setting))
                .errors()
                .get(0)
                .contains(key));
    }

    @Test
    void letsFurtherClientsWaitAtTheLimitOfConnections() throws IOException {
        start("nginx_events_worker_connections=20");
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                RawClient client = proxy.client();
                clients.add(client);
                client.send(GET);
                assertEquals(200, client.read().status());
            }
            RawClient waiting = proxy.client();
            clients.add(waiting);
            waiting.send(GET);
            waiting.socket().setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, waiting::read);
            // those who are in are served on
            clients.get(3).send(GET);
            assertEquals(200, clients.get(3).read().status());

            clients.get(0).close();
            waiting.socket().setSoTimeout(20_000);
            assertEquals(200, waiting.read().status());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void refusesNewRequestsWhileItsMemoryIsNearlyUsedUp() throws IOException {
        start();
        assertEquals(200, proxy.exchange(GET).status());
        ByteBuf ballast =
                proxy.server().allocator().directBuffer((int) (PlatformDependent.maxDirectMemory() / 100 * 88));
        try {
            await().until(() -> proxy.exchange(GET).status() == 503);
            RawResponse refused = proxy.exchange(GET);
            assertEquals("1", refused.header("Retry-After"));
            assertTrue(refused.body().contains("unavailable"), refused.body());
        } finally {
            ballast.release();
        }
        await().until(() -> proxy.exchange(GET).status() == 200);
    }
}

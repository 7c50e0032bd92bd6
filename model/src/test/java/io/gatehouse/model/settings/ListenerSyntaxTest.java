package io.gatehouse.model.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSyntaxTest {

    @Test
    void readsAddressesAndFlagsInAnyOrder() {
        List<Listener> listeners = ListenerSyntax.HTTP.read(
                "proxy_listen",
                List.of("0.0.0.0:8000 reuseport backlog=16384", "[::1]:8443  http2   ssl proxy_protocol"));

        Listener plain = listeners.get(0);
        assertEquals("0.0.0.0:8000", plain.authority());
        assertTrue(plain.reuseport() && !plain.ssl());
        assertEquals(OptionalInt.of(16384), plain.backlog());
        Listener tls = listeners.get(1);
        assertEquals("::1", tls.host());
        assertEquals("[::1]:8443", tls.authority());
        assertTrue(tls.ssl() && tls.http2() && tls.proxyProtocol());
    }

    @Test
    void readsKeepAlive() {
        Listener.KeepAlive detailed = ListenerSyntax.HTTP
                .read("proxy_listen", List.of("localhost:80 so_keepalive=30m::10"))
                .get(0)
                .keepAlive()
                .orElseThrow();

        assertEquals(OptionalInt.of(1800), detailed.idleSeconds());
        assertEquals(OptionalInt.empty(), detailed.intervalSeconds());
        assertEquals(OptionalInt.of(10), detailed.count());
        assertEquals(
                Optional.of(false),
                ListenerSyntax.HTTP
                        .read("proxy_listen", List.of("h:80 so_keepalive=off ipv6only=off"))
                        .get(0)
                        .ipv6Only());
    }

    @Test
    void offMeansNone() {
        assertEquals(List.of(), ListenerSyntax.HTTP.read("admin_listen", List.of("off")));
        assertEquals(List.of(), ListenerSyntax.HTTP.read("admin_listen", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad",
                "8000",
                "0.0.0.0",
                "0.0.0.0:99999",
                "::1:8000",
                "0.0.0.0:8000 tls",
                "0.0.0.0:8000 backlog=",
                "0.0.0.0:8000 udp",
                "0.0.0.0:8000 so_keepalive=maybe"
            })
    void saysWhichFormIsRight(String entry) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> ListenerSyntax.HTTP.read("proxy_listen", List.of(entry)));

        assertEquals(
                "proxy_listen must be of form: [off] | <ip>:<port> [ssl] [http2] [proxy_protocol] [deferred] [bind] "
                        + "[reuseport] [backlog=%d+] [ipv6only=on] [ipv6only=off] [so_keepalive=on] [so_keepalive=off] "
                        + "[so_keepalive=%w*:%w*:%d*], [... next entry ...]",
                refused.getMessage());
    }

    @Test
    void streamListenersKnowUdp() {
        assertTrue(ListenerSyntax.STREAM
                .read("stream_listen", List.of("127.0.0.1:9000 udp reuseport"))
                .get(0)
                .udp());
    }

    @Test
    void describesAListenerAsTheAdminApiShowsIt() {
        Map<String, Object> described = ListenerSyntax.HTTP
                .read("admin_listen", List.of("127.0.0.1:8001 reuseport backlog=16384"))
                .get(0)
                .describe();

        assertEquals(
                Map.ofEntries(
                        Map.entry("backlog=16384", true),
                        Map.entry("bind", false),
                        Map.entry("deferred", false),
                        Map.entry("http2", false),
                        Map.entry("ip", "127.0.0.1"),
                        Map.entry("ipv6only=off", false),
                        Map.entry("ipv6only=on", false),
                        Map.entry("listener", "127.0.0.1:8001 reuseport backlog=16384"),
                        Map.entry("port", 8001),
                        Map.entry("proxy_protocol", false),
                        Map.entry("reuseport", true),
                        Map.entry("so_keepalive=%w*:%w*:%d*", false),
                        Map.entry("so_keepalive=off", false),
                        Map.entry("so_keepalive=on", false),
                        Map.entry("ssl", false)),
                described);
    }
}

package io.gatehouse.proxy.listener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What prometheus counts of sessions. */
class StreamMetricsTest {
    private static final String CONFIG =
            "config: {status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true}";

    @TempDir
    Path directory;

    @Test
    void sessionsAreCountedByTheirEnd() throws IOException {
        try (StreamUpstream upstream = StreamUpstream.echo();
                RunningProxy proxy = new RunningProxy(
                        directory,
                        "services:\n- {name: s, protocol: tcp, host: 127.0.0.1, port: " + upstream.port()
                                + ", routes: [{name: r, protocols: [tcp], sources: [{ip: 127.0.0.1}],"
                                + " plugins: [{name: prometheus, protocols: [tcp], " + CONFIG + "}]}]}\n",
                        "proxy_listen=off",
                        "stream_listen=127.0.0.1:0")) {
            try (RawClient client =
                    new RawClient(proxy.server().streamAddresses().get(0).getPort())) {
                client.send("hello");
                client.bytes(5);
            }
            List<String> expected = List.of(
                    "kong_stream_sessions_total{service=\"s\",route=\"r\",code=\"200\",source=\"service\",workspace=\"default\"} 1",
                    "kong_session_duration_ms_count{service=\"s\",route=\"r\",workspace=\"default\"} 1",
                    "kong_kong_latency_ms_count{service=\"s\",route=\"r\",workspace=\"default\"} 1",
                    "kong_bandwidth_bytes{service=\"s\",route=\"r\",direction=\"ingress\",workspace=\"default\",consumer=\"\"} 5",
                    "kong_bandwidth_bytes{service=\"s\",route=\"r\",direction=\"egress\",workspace=\"default\",consumer=\"\"} 5");
            await().until(() -> proxy.metrics().lines().toList().containsAll(expected));
            assertTrue(proxy.metrics().lines().noneMatch(line -> line.startsWith("kong_http_requests_total")));
        }
    }
}

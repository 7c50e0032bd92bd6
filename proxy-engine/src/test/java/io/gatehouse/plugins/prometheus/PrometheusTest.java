package io.gatehouse.plugins.prometheus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gatehouse.plugins.RunningGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTest {
    @TempDir
    static Path prefix;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway(prefix, """
                consumers:
                - {username: ann, keyauth_credentials: [{key: ann-key}]}
                upstreams:
                - name: checked
                  healthchecks: {passive: {unhealthy: {tcp_failures: 1}}}
                  targets: [{target: '127.0.0.1:1'}]
                - name: unchecked
                  targets: [{target: '127.0.0.1:1'}]
                services:
                - name: named
                  url: UPSTREAM
                  routes:
                  - name: all
                    paths: [/all]
                    plugins: [{name: prometheus, config: {status_code_metrics: true, latency_metrics: true, bandwidth_metrics: true}}]
                  - name: status
                    paths: [/status-only]
                    plugins: [{name: prometheus, config: {status_code_metrics: true}}]
                  - name: consumers
                    paths: [/consumers]
                    plugins: [{name: key-auth}, {name: prometheus, config: {status_code_metrics: true, per_consumer: true}}]
                  - name: health
                    paths: [/health]
                    plugins: [{name: prometheus, config: {upstream_health_metrics: true}}]
                  - name: uncounted
                    paths: [/uncounted]
                  - name: ended
                    paths: [/ended]
                    plugins: [{name: request-termination, config: {status_code: 418}}, {name: prometheus, config: {status_code_metrics: true, latency_metrics: true}}]
                - host: localhost
                  port: 1
                  retries: 0
                  routes:
                  - id: 7a1f9a4c-6f0e-4d6c-9a1f-3f2d8f0a7b11
                    paths: [/nameless]
                    plugins: [{name: prometheus, config: {status_code_metrics: true}}]
                """);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static List<String> lines() throws Exception {
        HttpResponse<String> page = gateway.status("/metrics");
        assertEquals(200, page.statusCode());
        return page.body().lines().toList();
    }

    /** The log phase may come after the client has its answer. */
    private static void shows(String line) {
        await(line).until(() -> lines().contains(line));
    }

    private static long count(String beginning) throws Exception {
        return lines().stream().filter(line -> line.startsWith(beginning)).count();
    }

    @Test
    void isTextOfTheFormThatPrometheusReads() throws Exception {
        HttpResponse<String> page = gateway.status("/metrics");
        assertEquals(
                "text/plain; charset=UTF-8",
                page.headers().firstValue("Content-Type").orElseThrow());
        page.body()
                .lines()
                .forEach(line -> assertTrue(
                        line.matches("# (HELP|TYPE) kong_\\w+ .+|kong_\\w+(\\{(\\w+=\"[^\"]*\",?)+})? [-+.e0-9]+"),
                        line));
    }

    @Test
    void countsRequestsByStatusLatencyAndBytes() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.get("/all");
        }
        shows(
                "kong_http_requests_total{service=\"named\",route=\"all\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 3");
        String route = "{service=\"named\",route=\"all\",workspace=\"default\"";
        shows("kong_kong_latency_ms_bucket" + route + ",le=\"+Inf\"} 3");
        shows("kong_upstream_latency_ms_count" + route + "} 3");
        shows("kong_request_latency_ms_bucket" + route + ",le=\"60000\"} 3");
        assertEquals(18, count("kong_kong_latency_ms_bucket" + route));
        assertEquals(14, count("kong_upstream_latency_ms_bucket" + route));
        String direction = "kong_bandwidth_bytes{service=\"named\",route=\"all\",direction=\"";
        assertEquals(1, count(direction + "ingress\",workspace=\"default\",consumer=\"\"} "));
        assertEquals(1, count(direction + "egress\",workspace=\"default\",consumer=\"\"} "));
    }

    @Test
    void countsOnlyWhatIsSwitchedOn() throws Exception {
        gateway.get("/status-only");
        gateway.get("/uncounted");
        shows(
                "kong_http_requests_total{service=\"named\",route=\"status\",code=\"200\",source=\"service\",workspace=\"default\",consumer=\"\"} 1");
        List<String> lines = lines();
        assertTrue(lines.stream().noneMatch(line -> line.contains("route=\"uncounted\"")));
        assertTrue(lines.stream().noneMatch(line -> line.contains("latency_ms") && line.contains("route=\"status\"")));
        assertTrue(lines.stream().noneMatch(line -> line.contains("bandwidth") && line.contains("route=\"status\"")));
    }

    @Test
    void tellsConsumersApartWhenAskedTo() throws Exception {
        gateway.get("/consumers", "apikey", "ann-key");
        gateway.get("/consumers");
        String route = "kong_http_requests_total{service=\"named\",route=\"consumers\",";
        shows(route + "code=\"200\",source=\"service\",workspace=\"default\",consumer=\"ann\"} 1");
        shows(route + "code=\"401\",source=\"kong\",workspace=\"default\",consumer=\"\"} 1");
    }

    @Test
    void namesWhatHasNoNameByHostAndId() throws Exception {
        gateway.get("/nameless");
        shows(
                "kong_http_requests_total{service=\"localhost\",route=\"7a1f9a4c-6f0e-4d6c-9a1f-3f2d8f0a7b11\",code=\"502\",source=\"kong\",workspace=\"default\",consumer=\"\"} 1");
    }

    @Test
    void measuresNoUpstreamThatWasNotReached() throws Exception {
        gateway.get("/ended");
        shows(
                "kong_http_requests_total{service=\"named\",route=\"ended\",code=\"418\",source=\"kong\",workspace=\"default\",consumer=\"\"} 1");
        String route = "{service=\"named\",route=\"ended\",workspace=\"default\"} ";
        shows("kong_kong_latency_ms_count" + route + "1");
        assertEquals(0, count("kong_upstream_latency_ms_count" + route));
    }

    @Test
    void tellsTheHealthOfTargets() throws Exception {
        String checked =
                "kong_upstream_target_health{upstream=\"checked\",target=\"127.0.0.1:1\",address=\"127.0.0.1:1\",state=\"";
        shows(checked + "healthy\",subsystem=\"http\"} 1");
        shows(checked + "unhealthy\",subsystem=\"http\"} 0");
        shows(checked + "dns_error\",subsystem=\"http\"} 0");
        shows("kong_upstream_target_health{upstream=\"unchecked\",target=\"127.0.0.1:1\",address=\"127.0.0.1:1\","
                + "state=\"healthchecks_off\",subsystem=\"http\"} 1");
        assertEquals(4, count(checked));
    }

    @Test
    @Tag("R100")
    void tellsOfTheNode() throws Exception {
        for (String name : List.of(
                "kong_node_info{node_id=\"",
                "kong_datastore_reachable 1",
                "kong_nginx_requests_total{node_id=\"",
                "kong_nginx_connections_total{node_id=\"",
                "kong_nginx_timers{state=\"pending\"} ",
                "kong_nginx_metric_errors_total 0",
                "kong_memory_workers_lua_vms_bytes{node_id=\"",
                "kong_memory_used_bytes{area=\"heap\"} ",
                "kong_memory_used_bytes{area=\"buffers_direct\"} ",
                "kong_event_loop_lag_seconds{loop=\"0\"} ",
                "kong_configuration_changes_total{result=\"applied\"} 1",
                "kong_configuration_changes_total{result=\"refused\"} 0",
                "kong_configuration_applied_timestamp ",
                "kong_configuration_info{hash=\"")) {
            assertTrue(count(name) > 0, name);
        }
        assertEquals(7, count("kong_nginx_connections_total{"));
        assertEquals(0, count("kong_control_plane_connected"));
    }
}

package io.gatehouse.proxy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.entity.HealthCheckConfig;
import io.gatehouse.proxy.entity.HealthCheckConfig.Limits;
import io.gatehouse.proxy.entity.HealthCheckConfig.Type;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthCheckReaderTest {

    private static HealthCheckConfig read(String healthChecks) throws IOException {
        String text = "{'id':'u1','name':'orders','healthchecks':" + healthChecks + "}";
        ObjectNode row = (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
        return HealthCheckReader.read(new Row("upstreams", row));
    }

    @Test
    void isOffByDefault() throws IOException {
        HealthCheckConfig checks = read("null");
        assertFalse(checks.enabled());
        assertEquals(0, checks.threshold());
        assertEquals(Type.HTTP, checks.active().type());
        assertEquals(Duration.ofSeconds(1), checks.active().timeout());
        assertTrue(checks.active().healthyStatuses().contains(302));
        assertFalse(checks.active().healthyStatuses().contains(201));
        assertTrue(checks.active().unhealthyStatuses().contains(404));
        assertTrue(checks.passive().healthyStatuses().contains(226));
        assertFalse(checks.passive().healthyStatuses().contains(209));
        assertTrue(checks.passive().unhealthyStatuses().contains(503));
        assertFalse(checks.passive().unhealthyStatuses().contains(504));
    }

    @Test
    void readsEveryField() throws IOException {
        HealthCheckConfig checks = read("""
                {'threshold': 12.5,
                 'active': {'type': 'grpcs', 'timeout': 0.25, 'concurrency': 3, 'http_path': '/up', 'https_sni': 'sni.test',
                  'headers': {'X-A': ['1', '2']}, 'https_verify_certificate': false,
                  'healthy': {'interval': 1.5, 'successes': 4, 'http_statuses': [204]},
                  'unhealthy': {'interval': 7, 'tcp_failures': 1, 'http_failures': 2, 'timeouts': 3, 'http_statuses': []}},
                 'passive': {'healthy': {'successes': 5}, 'unhealthy': {'timeouts': 6, 'http_statuses': {}}}}""");
        assertEquals(12.5, checks.threshold());
        HealthCheckConfig.Active active = checks.active();
        assertEquals(Type.GRPCS, active.type());
        assertEquals(Duration.ofMillis(250), active.timeout());
        assertEquals(3, active.concurrency());
        assertEquals("/up", active.path());
        assertEquals(Optional.of("sni.test"), active.serverName());
        assertEquals(Map.of("X-A", List.of("1", "2")), active.headers());
        assertFalse(active.verify());
        assertEquals(Duration.ofMillis(1500), active.healthyEvery());
        assertEquals(Duration.ofSeconds(7), active.unhealthyEvery());
        assertTrue(active.healthyStatuses().contains(204));
        assertFalse(active.healthyStatuses().contains(200));
        assertFalse(active.unhealthyStatuses().contains(500));
        assertEquals(new Limits(4, 1, 2, 3), active.limits());
        assertEquals(new Limits(5, 0, 0, 6), checks.passive().limits());
        assertFalse(checks.passive().unhealthyStatuses().contains(500));
        assertTrue(checks.enabled());
    }

    @Test
    void successesOfRequestsAloneCheckNothing() throws IOException {
        assertFalse(read("{'passive': {'healthy': {'successes': 5}}}").enabled());
        assertTrue(read("{'passive': {'unhealthy': {'tcp_failures': 1}}}").enabled());
        assertTrue(read("{'active': {'unhealthy': {'interval': 1}}}").enabled());
    }

    @Test
    void takesTheGreatestConcurrencyThatTheSchemaAllows() throws IOException {
        assertEquals(
                Integer.MAX_VALUE,
                read("{'active': {'concurrency': 2147483648}}").active().concurrency());
    }

    @Test
    void namesTheFieldThatIsWrong() {
        ConfigException wrong = assertThrows(ConfigException.class, () -> read("{'active': {'type': 'udp'}}"));
        assertEquals(
                "upstreams 'orders', healthchecks, active: type is \"udp\", expected tcp, http, https, grpc or grpcs",
                wrong.getMessage());
        assertThrows(ConfigException.class, () -> read("{'passive': {'healthy': {'http_statuses': ['x']}}}"));
        assertThrows(ConfigException.class, () -> read("{'threshold': 'much'}"));
        assertThrows(ConfigException.class, () -> read("{'active': 7}"));
    }
}

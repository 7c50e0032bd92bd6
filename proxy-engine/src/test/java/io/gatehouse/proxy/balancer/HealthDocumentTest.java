package io.gatehouse.proxy.balancer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.balancer.UpstreamReport.AddressReport;
import io.gatehouse.proxy.balancer.UpstreamReport.TargetReport;
import io.gatehouse.proxy.health.HealthState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The form in which a running 3.9.3 tells the health of an upstream. */
class HealthDocumentTest {
    private static final TargetReport UP = target("127.0.0.1", 100, HealthState.MOSTLY_HEALTHY);
    private static final TargetReport DOWN = target("127.0.0.2", 100, HealthState.UNHEALTHY);
    private static final TargetReport NAMELESS =
            new TargetReport("t", "gone.test", 80, "dns server error: 3 name error", 10, List.of());

    private static TargetReport target(String ip, int weight, HealthState state) {
        return new TargetReport("t", ip, 8900, "A", weight, List.of(new AddressReport(ip, 8900, weight, state)));
    }

    private static UpstreamReport upstream(boolean checked, boolean healthy, TargetReport... targets) {
        return new UpstreamReport("u", "orders", checked, healthy, List.of(targets));
    }

    private static void check(String expected, ObjectNode document) throws IOException {
        ObjectMapper json = new ObjectMapper();
        assertEquals(json.readTree(expected), json.readTree(document.toString()));
    }

    @Test
    void tellsOfATarget() throws IOException {
        check("""
                {"health":"UNHEALTHY","data":{"host":"127.0.0.2","port":8900,"dns":"A","nodeWeight":100,
                 "weight":{"total":100,"available":0,"unavailable":100},
                 "addresses":[{"ip":"127.0.0.2","port":8900,"weight":100,"health":"UNHEALTHY"}]}}""", HealthDocument.target(upstream(true, true, UP, DOWN), DOWN));
        check("""
                {"health":"DNS_ERROR","data":{"host":"gone.test","port":80,"dns":"dns server error: 3 name error",
                 "nodeWeight":10,"weight":{"total":0,"available":0,"unavailable":0},"addresses":[]}}""", HealthDocument.target(upstream(true, true, NAMELESS), NAMELESS));
    }

    @Test
    void saysThatNothingIsChecked() throws IOException {
        check("""
                {"health":"HEALTHCHECKS_OFF","data":{"host":"127.0.0.1","port":8900,"dns":"A","nodeWeight":100,
                 "weight":{"total":100,"available":100,"unavailable":0},
                 "addresses":[{"ip":"127.0.0.1","port":8900,"weight":100,"health":"HEALTHCHECKS_OFF"}]}}""", HealthDocument.target(upstream(false, true, UP), UP));
        TargetReport unused = target("127.0.0.1", 0, HealthState.HEALTHY);
        assertEquals(
                "HEALTHCHECKS_OFF",
                HealthDocument.target(upstream(true, true, unused), unused)
                        .at("/data/addresses/0/health")
                        .asText());
    }

    @Test
    void tellsOfTheBalancer() throws IOException {
        check("""
                {"id":"u","health":"UNHEALTHY","balancer_health":"UNHEALTHY","details":{"healthy":false,
                 "weight":{"total":200,"available":100,"unavailable":100},"hosts":[
                 {"host":"127.0.0.1","port":8900,"dns":"A","nodeWeight":100,
                  "weight":{"total":100,"available":100,"unavailable":0},
                  "addresses":[{"ip":"127.0.0.1","port":8900,"weight":100,"healthy":true}]},
                 {"host":"127.0.0.2","port":8900,"dns":"A","nodeWeight":100,
                  "weight":{"total":100,"available":0,"unavailable":100},
                  "addresses":[{"ip":"127.0.0.2","port":8900,"weight":100,"healthy":false}]}]}}""", HealthDocument.balancer(upstream(true, false, UP, DOWN)));
        assertEquals(
                "HEALTHCHECKS_OFF",
                HealthDocument.balancer(upstream(false, true, UP)).get("health").asText());
    }
}

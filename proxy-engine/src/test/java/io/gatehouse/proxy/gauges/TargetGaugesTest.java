package io.gatehouse.proxy.gauges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.proxy.balancer.UpstreamReport;
import io.gatehouse.proxy.balancer.UpstreamReport.AddressReport;
import io.gatehouse.proxy.balancer.UpstreamReport.TargetReport;
import io.gatehouse.proxy.health.HealthState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetGaugesTest {

    private static String holding(boolean checked, AddressReport... addresses) {
        TargetReport target = new TargetReport("id", "t.example", 80, "A", 100, List.of(addresses));
        UpstreamReport upstream = new UpstreamReport("id", "u", checked, true, List.of(target));
        ExpositionText text = new ExpositionText();
        new TargetGauges(() -> List.of(upstream)).accept(text);
        List<String> lines =
                text.toString().lines().filter(line -> !line.startsWith("#")).toList();
        assertEquals(4, lines.size());
        List<String> holding =
                lines.stream().filter(line -> line.endsWith(" 1")).toList();
        assertEquals(1, holding.size());
        return holding.get(0);
    }

    private static String line(String address, String state) {
        return "kong_upstream_target_health{upstream=\"u\",target=\"t.example:80\",address=\"" + address + "\",state=\""
                + state + "\",subsystem=\"http\"} 1";
    }

    @ParameterizedTest
    @CsvSource({
        "true, HEALTHY, healthy",
        "true, MOSTLY_HEALTHY, healthy",
        "true, UNHEALTHY, unhealthy",
        "true, MOSTLY_UNHEALTHY, unhealthy",
        "false, HEALTHY, healthchecks_off"
    })
    void tellsTheStateThatHolds(boolean checked, HealthState state, String label) {
        assertEquals(line("192.0.2.1:8080", label), holding(checked, new AddressReport("192.0.2.1", 8080, 100, state)));
    }

    @Test
    void putsAddressesOfVersion6InBrackets() {
        assertEquals(
                line("[2001:db8::1]:80", "healthy"),
                holding(true, new AddressReport("2001:db8::1", 80, 100, HealthState.HEALTHY)));
    }

    @Test
    void tellsOfANameWithoutAddresses() {
        assertEquals(line("", "dns_error"), holding(true));
    }
}

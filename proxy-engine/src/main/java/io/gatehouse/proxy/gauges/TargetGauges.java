package io.gatehouse.proxy.gauges;

import io.gatehouse.model.metrics.ExpositionText;
import io.gatehouse.proxy.balancer.UpstreamReport;
import io.gatehouse.proxy.balancer.UpstreamReport.AddressReport;
import io.gatehouse.proxy.balancer.UpstreamReport.TargetReport;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The health of every address of every target: 1 for the state that holds, 0 for the others. */
public final class TargetGauges implements Consumer<ExpositionText> {
    private static final String OFF = "healthchecks_off";
    private static final String HEALTHY = "healthy";
    private static final String UNHEALTHY = "unhealthy";
    private static final String NO_ADDRESS = "dns_error";
    private static final List<String> STATES = List.of(OFF, HEALTHY, UNHEALTHY, NO_ADDRESS);

    private final Supplier<List<UpstreamReport>> reports;

    public TargetGauges(Supplier<List<UpstreamReport>> reports) {
        this.reports = reports;
    }

    @Override
    public void accept(ExpositionText text) {
        ExpositionText.Family family =
                text.gauge("upstream_target_health", "Health of the addresses of targets: 1 in the state that holds");
        for (UpstreamReport upstream : reports.get()) {
            for (TargetReport target : upstream.targets()) {
                if (target.addresses().isEmpty()) {
                    write(family, upstream, target, "", NO_ADDRESS);
                }
                for (AddressReport address : target.addresses()) {
                    String checked = address.state().available() ? HEALTHY : UNHEALTHY;
                    write(family, upstream, target, text(address), upstream.checked() ? checked : OFF);
                }
            }
        }
    }

    private static String text(AddressReport address) {
        String ip = address.ip().indexOf(':') < 0 ? address.ip() : "[" + address.ip() + "]";
        return ip + ":" + address.port();
    }

    private static void write(
            ExpositionText.Family family, UpstreamReport upstream, TargetReport target, String address, String holds) {
        for (String state : STATES) {
            family.sample(
                    state.equals(holds) ? 1 : 0,
                    "upstream",
                    upstream.name(),
                    "target",
                    target.host() + ":" + target.port(),
                    "address",
                    address,
                    "state",
                    state,
                    "subsystem",
                    "http");
        }
    }
}

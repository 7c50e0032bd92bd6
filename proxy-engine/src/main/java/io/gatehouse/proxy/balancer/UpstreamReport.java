package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.Answer;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.gatehouse.proxy.health.HealthState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The health of an upstream at one moment.
 *
 * @param checked whether anything is checked
 * @param healthy whether requests get an address
 * @param targets sorted by host and port
 */
public record UpstreamReport(String id, String name, boolean checked, boolean healthy, List<TargetReport> targets) {

    /**
     * A target.
     *
     * @param id of the entity
     * @param host as configured
     * @param dns type of the records that the name has, or why it has none
     * @param weight as configured; 0: no traffic
     */
    public record TargetReport(
            String id, String host, int port, String dns, int weight, List<AddressReport> addresses) {

        /** Whether requests get an address of this target. */
        public boolean healthy() {
            return addresses.stream().anyMatch(address -> address.state().available());
        }
    }

    /**
     * An address.
     *
     * @param ip IPv6 without brackets
     * @param weight from an SRV record, or the target's
     */
    public record AddressReport(String ip, int port, int weight, HealthState state) {}

    static UpstreamReport of(UpstreamBalancer balancer) {
        UpstreamConfig upstream = balancer.upstream();
        List<List<AddressReport>> addresses = new ArrayList<>();
        upstream.targets().forEach(target -> addresses.add(new ArrayList<>()));
        for (WeightedEndpoint weighted : balancer.endpoints()) {
            Endpoint endpoint = weighted.endpoint();
            addresses
                    .get(weighted.target())
                    .add(new AddressReport(
                            endpoint.ip(),
                            endpoint.port(),
                            weighted.weight(),
                            endpoint.health().state()));
        }
        List<TargetReport> targets = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            TargetConfig target = balancer.targets().config(i);
            String dns = balancer.targets()
                    .answer(i)
                    .map(UpstreamReport::dns)
                    .orElse(target.host().indexOf(':') < 0 ? "A" : "AAAA");
            targets.add(new TargetReport(
                    target.id(), target.host(), target.port(), dns, target.weight(), List.copyOf(addresses.get(i))));
        }
        boolean checked = upstream.healthChecks().enabled();
        return new UpstreamReport(upstream.id(), upstream.name(), checked, balancer.isHealthy(), targets);
    }

    private static String dns(Optional<Answer> answer) {
        return answer.map(known -> known.found() ? known.type().toString() : known.reason())
                .orElse("the name was not asked for yet");
    }
}

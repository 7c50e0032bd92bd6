package io.gatehouse.proxy.balancer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.proxy.balancer.UpstreamReport.AddressReport;
import io.gatehouse.proxy.balancer.UpstreamReport.TargetReport;
import java.util.function.BiConsumer;

/** Reports of health as JSON, in the form of {@code /upstreams/{upstream}/health}. */
public final class HealthDocument {
    private static final String OFF = "HEALTHCHECKS_OFF";

    private HealthDocument() {}

    /** What a target's document has beside the entity: {@code health} and {@code data}. */
    public static ObjectNode target(UpstreamReport upstream, TargetReport target) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("health", health(upstream, target));
        document.set("data", host(target, (address, entry) -> entry.put("health", health(upstream, address))));
        return document;
    }

    /** {@code data} of {@code ?balancer_health=1}. */
    public static ObjectNode balancer(UpstreamReport upstream) {
        String balancerHealth = word(upstream.healthy());
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", upstream.id())
                .put("health", upstream.checked() ? balancerHealth : OFF)
                .put("balancer_health", balancerHealth);
        ObjectNode details = document.putObject("details").put("healthy", upstream.healthy());
        details.set("weight", Weight.of(upstream.targets()).document());
        ArrayNode hosts = details.putArray("hosts");
        upstream.targets()
                .forEach(target -> hosts.add(host(
                        target,
                        (address, entry) -> entry.put("healthy", address.state().available()))));
        return document;
    }

    /** An upstream with all its targets. */
    public static ObjectNode upstream(UpstreamReport upstream) {
        String balancerHealth = word(upstream.healthy());
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", upstream.id())
                .put("name", upstream.name())
                .put("health", upstream.checked() ? balancerHealth : OFF)
                .put("balancer_health", balancerHealth);
        ArrayNode targets = document.putArray("targets");
        upstream.targets()
                .forEach(target -> targets.addObject().put("id", target.id()).setAll(target(upstream, target)));
        return document;
    }

    /** The word for one of a target's addresses. */
    private static String health(UpstreamReport upstream, AddressReport address) {
        return !upstream.checked() || address.weight() == 0
                ? OFF
                : word(address.state().available());
    }

    private static String health(UpstreamReport upstream, TargetReport target) {
        if (target.addresses().isEmpty()) {
            return "DNS_ERROR";
        }
        return !upstream.checked() || target.weight() == 0 ? OFF : word(target.healthy());
    }

    private static String word(boolean healthy) {
        return healthy ? "HEALTHY" : "UNHEALTHY";
    }

    private static ObjectNode host(TargetReport target, BiConsumer<AddressReport, ObjectNode> health) {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("host", target.host())
                .put("port", target.port())
                .put("dns", target.dns())
                .put("nodeWeight", target.weight());
        document.set("weight", Weight.of(target).document());
        ArrayNode addresses = document.putArray("addresses");
        for (AddressReport address : target.addresses()) {
            health.accept(
                    address,
                    addresses
                            .addObject()
                            .put("ip", ip(address))
                            .put("port", address.port())
                            .put("weight", address.weight()));
        }
        return document;
    }

    /** As it stands in paths and configurations. */
    private static String ip(AddressReport address) {
        return address.ip().indexOf(':') < 0 ? address.ip() : "[" + address.ip() + "]";
    }

    private record Weight(long total, long available) {
        static Weight of(TargetReport target) {
            long total = 0;
            long available = 0;
            for (AddressReport address : target.addresses()) {
                total += address.weight();
                available += address.state().available() ? address.weight() : 0;
            }
            return new Weight(total, available);
        }

        static Weight of(Iterable<TargetReport> targets) {
            long total = 0;
            long available = 0;
            for (TargetReport target : targets) {
                Weight weight = of(target);
                total += weight.total;
                available += weight.available;
            }
            return new Weight(total, available);
        }

        ObjectNode document() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("total", total)
                    .put("available", available)
                    .put("unavailable", total - available);
        }
    }
}

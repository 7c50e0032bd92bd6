package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.Answer;
import io.gatehouse.proxy.dns.HostName;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.ResolvedAddress;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.gatehouse.proxy.health.UpstreamHealth;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The targets of an upstream, sorted by name and port, and the addresses that they come to. Immutable. */
final class UpstreamTargets {
    private final UpstreamConfig upstream;
    private final List<Target> targets;
    private final HostName[] names;

    /** A target; without a name it is an address. */
    private record Target(TargetConfig config, Optional<HostName> name, Optional<InetAddress> address) {}

    UpstreamTargets(UpstreamConfig upstream, NameResolver resolver) {
        this.upstream = upstream;
        this.targets = upstream.targets().stream()
                .sorted(Comparator.comparing(TargetConfig::host).thenComparingInt(TargetConfig::port))
                .map(target -> target(target, resolver))
                .toList();
        this.names = targets.stream().flatMap(target -> target.name().stream()).toArray(HostName[]::new);
    }

    private static Target target(TargetConfig target, NameResolver resolver) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(target.host());
        if (bytes == null) {
            return new Target(target, Optional.of(resolver.name(target.host())), Optional.empty());
        }
        try {
            return new Target(target, Optional.empty(), Optional.of(InetAddress.getByAddress(bytes)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("target " + target.host() + " is no address", e);
        }
    }

    int size() {
        return targets.size();
    }

    TargetConfig config(int target) {
        return targets.get(target).config();
    }

    /** Names in the order of their targets; not to be changed. */
    HostName[] names() {
        return names;
    }

    /** What is known of a target's name; empty when the target is an address. */
    Optional<Optional<Answer>> answer(int target) {
        return targets.get(target).name().map(HostName::latest);
    }

    /** Asks for all names of which nothing is known. */
    CompletionStage<Void> ask() {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (HostName name : names) {
            if (name.latest().isEmpty()) {
                asked.add(name.ask().toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    }

    /**
     * The endpoints of all targets.
     *
     * @param answers one for each name
     * @param before endpoints of which those that stay are kept, with what is counted for them
     */
    List<WeightedEndpoint> endpoints(List<Answer> answers, List<WeightedEndpoint> before, UpstreamHealth health) {
        Map<Object, Endpoint> kept = new IdentityHashMap<>();
        before.forEach(weighted -> kept.put(weighted.endpoint().health(), weighted.endpoint()));
        List<WeightedEndpoint> all = new ArrayList<>();
        int named = 0;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            TargetConfig config = target.config();
            if (target.address().isPresent()) {
                Endpoint made = endpoint(target.address().get(), config.port(), config.host(), health);
                all.add(new WeightedEndpoint(keep(kept, made), config.weight(), i));
                continue;
            }
            for (ResolvedAddress address : answers.get(named).addresses()) {
                int port = address.port() == 0 ? config.port() : address.port();
                String name = upstream.useSrvName() ? address.name() : config.host();
                int weight = address.weight() == 0 || config.weight() == 0 ? config.weight() : address.weight();
                Endpoint made = endpoint(address.address(), port, name, health);
                all.add(new WeightedEndpoint(keep(kept, made), weight, i));
            }
            named++;
        }
        return List.copyOf(all);
    }

    private Endpoint endpoint(InetAddress address, int port, String name, UpstreamHealth health) {
        String host = NetUtil.isValidIpV6Address(name) ? "[" + name + "]" : name;
        return new Endpoint(health.address(new InetSocketAddress(address, port), host), upstream.hostHeader());
    }

    private static Endpoint keep(Map<Object, Endpoint> kept, Endpoint made) {
        Endpoint before = kept.get(made.health());
        return before != null && before.host(false).equals(made.host(false)) ? before : made;
    }
}

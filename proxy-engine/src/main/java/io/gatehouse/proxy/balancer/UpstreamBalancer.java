package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.Answer;
import io.gatehouse.proxy.dns.HostName;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.dns.ResolvedAddress;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.entity.UpstreamConfig.TargetConfig;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The targets of an upstream. Names are resolved when the first request comes, and looked at again with every request
 * (which costs a read) so that a new answer of a name server changes the endpoints; endpoints whose address stays are
 * kept, with what is counted for them.
 */
final class UpstreamBalancer implements Balancer {
    private final UpstreamConfig upstream;
    private final List<Target> targets;
    private final boolean literal;
    private volatile Endpoints endpoints;

    /** A target, and its name when it is no address. */
    private record Target(TargetConfig config, Optional<HostName> name, Optional<InetAddress> address) {}

    /**
     * What the targets came to.
     *
     * @param answers one per named target, by which a change is seen
     */
    private record Endpoints(List<Answer> answers, List<WeightedEndpoint> all, Algorithm algorithm) {}

    UpstreamBalancer(UpstreamConfig upstream, NameResolver names, Optional<UpstreamBalancer> before) {
        this.upstream = upstream;
        this.targets = upstream.targets().stream()
                .sorted(Comparator.comparing(TargetConfig::host).thenComparingInt(TargetConfig::port))
                .map(target -> target(target, names))
                .toList();
        this.literal = targets.stream().noneMatch(target -> target.name().isPresent());
        List<WeightedEndpoint> earlier =
                before.map(balancer -> balancer.endpoints.all()).orElse(List.of());
        this.endpoints = literal ? build(List.of(), earlier) : new Endpoints(List.of(), earlier, null);
    }

    private static Target target(TargetConfig target, NameResolver names) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(target.host());
        if (bytes == null) {
            return new Target(target, Optional.of(names.name(target.host())), Optional.empty());
        }
        try {
            return new Target(target, Optional.empty(), Optional.of(InetAddress.getByAddress(bytes)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("target " + target.host() + " is no address", e);
        }
    }

    @Override
    public Selection choose(BalancerRequest request) {
        return choose(request, List.of());
    }

    @Override
    public Selection chooseAgain(BalancerRequest request, List<Endpoint> failed) {
        return choose(request, failed);
    }

    private Selection choose(BalancerRequest request, List<Endpoint> failed) {
        if (literal || current()) {
            return pick(request, failed);
        }
        return new Selection.Pending(resolve().thenApply(done -> pick(request, failed)));
    }

    private Selection pick(BalancerRequest request, List<Endpoint> failed) {
        Endpoint chosen = endpoints.algorithm().choose(request, failed);
        return chosen == null ? Refusals.NO_PEER : chosen;
    }

    /** Brings the endpoints up to date with what is known; false when some name has to be asked for first. */
    private boolean current() {
        Endpoints built = endpoints;
        boolean same = built.algorithm() != null;
        int named = 0;
        for (Target target : targets) {
            if (target.name().isPresent()) {
                Optional<Answer> known = target.name().get().latest();
                if (known.isEmpty()) {
                    return false;
                }
                same = same && named < built.answers().size() && built.answers().get(named) == known.get();
                named++;
            }
        }
        if (!same) {
            rebuild();
        }
        return true;
    }

    private CompletionStage<Void> resolve() {
        List<CompletableFuture<Answer>> asked = new ArrayList<>();
        for (Target target : targets) {
            target.name()
                    .filter(name -> name.latest().isEmpty())
                    .ifPresent(name -> asked.add(name.ask().toCompletableFuture()));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenRun(this::rebuild);
    }

    private synchronized void rebuild() {
        List<Answer> answers = new ArrayList<>();
        for (Target target : targets) {
            target.name().flatMap(HostName::latest).ifPresent(answers::add);
        }
        Endpoints built = endpoints;
        if (built.algorithm() != null && sameAddresses(built.answers(), answers)) {
            endpoints = new Endpoints(answers, built.all(), built.algorithm());
        } else {
            endpoints = build(answers, built.all());
        }
    }

    private static boolean sameAddresses(List<Answer> before, List<Answer> after) {
        for (int i = 0; i < after.size(); i++) {
            if (i >= before.size() || !before.get(i).sameAddresses(after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Endpoints build(List<Answer> answers, List<WeightedEndpoint> before) {
        Map<String, Endpoint> kept = new HashMap<>();
        before.forEach(weighted -> kept.put(weighted.endpoint().toString(), weighted.endpoint()));
        List<WeightedEndpoint> all = new ArrayList<>();
        int named = 0;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            TargetConfig config = target.config();
            if (target.address().isPresent()) {
                Endpoint endpoint = endpoint(target.address().get(), config.port(), config.host());
                all.add(new WeightedEndpoint(keep(kept, endpoint), config.weight(), i));
                continue;
            }
            for (ResolvedAddress address : answers.get(named).addresses()) {
                int port = address.port() == 0 ? config.port() : address.port();
                String name = upstream.useSrvName() ? address.name() : config.host();
                int weight = address.weight() == 0 || config.weight() == 0 ? config.weight() : address.weight();
                all.add(new WeightedEndpoint(keep(kept, endpoint(address.address(), port, name)), weight, i));
            }
            named++;
        }
        return new Endpoints(List.copyOf(answers), List.copyOf(all), algorithm(all));
    }

    private Endpoint endpoint(InetAddress address, int port, String name) {
        String host = NetUtil.isValidIpV6Address(name) ? "[" + name + "]" : name;
        return new Endpoint(new InetSocketAddress(address, port), host, upstream.hostHeader());
    }

    private static Endpoint keep(Map<String, Endpoint> kept, Endpoint made) {
        Endpoint before = kept.get(made.toString());
        return before != null && before.host(false).equals(made.host(false)) ? before : made;
    }

    private Algorithm algorithm(List<WeightedEndpoint> all) {
        return switch (upstream.algorithm()) {
            case ROUND_ROBIN -> new RoundRobin(all);
            case CONSISTENT_HASHING -> new ConsistentHashing(upstream, all, targets.size());
            case LEAST_CONNECTIONS -> new LeastConnections(all);
            case LATENCY -> new Latency(all);
        };
    }

    @Override
    public void failed(Endpoint endpoint, TryFailure failure) {
        // passive health checks listen here
    }

    @Override
    public void finished(Endpoint endpoint, int status, long connectMillis, long responseMillis) {
        Algorithm algorithm = endpoints.algorithm();
        if (algorithm != null) {
            algorithm.finished(endpoint, connectMillis, responseMillis);
        }
    }
}

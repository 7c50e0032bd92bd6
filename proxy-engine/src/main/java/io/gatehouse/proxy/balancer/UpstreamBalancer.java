package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.Answer;
import io.gatehouse.proxy.dns.HostName;
import io.gatehouse.proxy.dns.NameResolver;
import io.gatehouse.proxy.entity.UpstreamConfig;
import io.gatehouse.proxy.health.AddressHealth;
import io.gatehouse.proxy.health.UpstreamHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The targets of an upstream. Names are resolved when the first request or probe comes, and looked at again with every
 * one (which costs a read) so that a new answer of a name server changes the endpoints; endpoints whose address stays are
 * kept, with what is counted for them.
 */
final class UpstreamBalancer implements Balancer {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final UpstreamConfig upstream;
    private final NameResolver names;
    private final UpstreamTargets targets;
    private final UpstreamHealth health;
    /** Of the balancer that this one replaced. */
    private final Optional<Latency> pace;

    private volatile Endpoints endpoints;
    private volatile boolean inForce;
    /** Whether addresses that are missing from now on were taken away by a change of the configuration. */
    private boolean replacing;

    /**
     * What the targets came to.
     *
     * @param answers one per named target, by which a change is seen
     * @param healthChanges those that are taken into account
     * @param healthy whether enough of the weight is available
     * @param algorithm null before the names are resolved
     */
    private record Endpoints(
            List<Answer> answers,
            List<WeightedEndpoint> all,
            int healthChanges,
            boolean healthy,
            Algorithm algorithm) {}

    /**
     * @param slowStart until an address that comes later, or comes back, gets its full share; zero: at once
     * @param before the balancer that this one is to replace
     */
    UpstreamBalancer(
            UpstreamConfig upstream,
            NameResolver names,
            Duration slowStart,
            Optional<UpstreamBalancer> before,
            Optional<UpstreamHealth> departed) {
        this.upstream = upstream;
        this.names = names;
        this.targets = new UpstreamTargets(upstream, names);
        this.health = before.map(balancer -> balancer.health).orElseGet(() -> new UpstreamHealth(upstream, slowStart));
        departed.ifPresent(health::succeed);
        this.pace = before.map(balancer -> balancer.endpoints.algorithm() instanceof Latency known ? known : null);
        // what one algorithm counts for an endpoint means nothing to another one
        List<WeightedEndpoint> earlier = before.filter(
                        balancer -> balancer.upstream.algorithm() == upstream.algorithm())
                .map(balancer -> balancer.endpoints.all())
                .orElse(List.of());
        this.endpoints = new Endpoints(List.of(), earlier, 0, false, null);
        if (targets.names().length == 0) {
            rebuild();
        }
    }

    UpstreamConfig upstream() {
        return upstream;
    }

    UpstreamHealth health() {
        return health;
    }

    UpstreamTargets targets() {
        return targets;
    }

    /** This is how the upstream is configured from now on. */
    synchronized void begin() {
        inForce = true;
        List.of(targets.names()).forEach(names::watch);
        health.follow(upstream);
        replacing = true;
        forgetOthers();
        // the first request need not wait for names, nor for what is made of their addresses
        endpoints();
    }

    /** The upstream is configured otherwise from now on, or gone. */
    synchronized void end() {
        inForce = false;
        List.of(targets.names()).forEach(names::unwatch);
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
        if (current()) {
            return pick(request, failed);
        }
        return new Selection.Pending(resolve().thenApply(done -> pick(request, failed)));
    }

    private Selection pick(BalancerRequest request, List<Endpoint> failed) {
        Endpoints built = endpoints;
        Endpoint chosen = built.healthy() ? built.algorithm().choose(request, failed) : null;
        return chosen == null ? Refusals.NO_PEER : chosen;
    }

    /** Brings the endpoints up to date with what is known; false when some name has to be asked for first. */
    private boolean current() {
        Endpoints built = endpoints;
        boolean same = built.algorithm() != null && built.healthChanges() == health.changes();
        HostName[] names = targets.names();
        for (int i = 0; i < names.length; i++) {
            Optional<Answer> known = names[i].latest();
            if (known.isEmpty()) {
                return false;
            }
            same = same && i < built.answers().size() && built.answers().get(i) == known.get();
        }
        if (!same) {
            rebuild();
        }
        return true;
    }

    private CompletionStage<Void> resolve() {
        return targets.ask().thenRun(this::rebuild);
    }

    private synchronized void rebuild() {
        List<Answer> answers = new ArrayList<>();
        for (HostName name : targets.names()) {
            name.latest().ifPresent(answers::add);
        }
        int changes = health.changes();
        Endpoints built = endpoints;
        boolean sameAddresses = built.algorithm() != null && sameAddresses(built.answers(), answers);
        List<WeightedEndpoint> all = sameAddresses ? built.all() : targets.endpoints(answers, built.all(), health);
        boolean sameChoice = sameAddresses
                && (changes == built.healthChanges() || !built.algorithm().skipsUnavailable());
        endpoints = new Endpoints(
                List.copyOf(answers),
                all,
                changes,
                isHealthy(all),
                sameChoice ? built.algorithm() : algorithm(all, built.algorithm()));
        forgetOthers();
    }

    /** A balancer that is not in force must not decide which addresses are there. */
    private void forgetOthers() {
        if (inForce && endpoints.algorithm() != null) {
            Set<AddressHealth> present = new HashSet<>();
            endpoints.all().forEach(weighted -> present.add(weighted.endpoint().health()));
            if (replacing) {
                health.setAside(present);
            } else {
                health.keepOnly(present);
            }
            replacing = false;
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

    private boolean isHealthy(List<WeightedEndpoint> all) {
        long total = 0;
        long available = 0;
        for (WeightedEndpoint weighted : all) {
            total += weighted.weight();
            available += weighted.endpoint().available() ? weighted.weight() : 0;
        }
        return total > 0 && available * 100.0 / total > upstream.healthChecks().threshold();
    }

    /**
     * @param before what it takes the place of; null at first
     */
    private Algorithm algorithm(List<WeightedEndpoint> all, Algorithm before) {
        return switch (upstream.algorithm()) {
            case ROUND_ROBIN -> new RoundRobin(all);
            case CONSISTENT_HASHING -> new ConsistentHashing(upstream, all, targets.size());
            case LEAST_CONNECTIONS -> new LeastConnections(all);
            case LATENCY -> new Latency(all, before instanceof Latency known ? Optional.of(known) : pace);
        };
    }

    /**
     * What is known now.
     *
     * @return the endpoints of all targets; none before names are resolved, which this sets going
     */
    List<WeightedEndpoint> endpoints() {
        if (!current()) {
            resolve();
        }
        return endpoints.algorithm() == null ? List.of() : endpoints.all();
    }

    /** The addresses that probes go to: those that get requests while they are healthy. */
    List<AddressHealth> checked() {
        return endpoints().stream()
                .filter(weighted -> weighted.weight() > 0)
                .map(weighted -> weighted.endpoint().health())
                .distinct()
                .toList();
    }

    /** See {@link Balancers#setHealth}. */
    Optional<String> setHealth(String target, Optional<String> address, boolean healthy) {
        if (!upstream.healthChecks().enabled()) {
            return Optional.of("no healthchecker found for " + upstream.name());
        }
        List<AddressHealth> set = endpoints().stream()
                .filter(weighted -> targets.config(weighted.target()).id().equals(target))
                .map(WeightedEndpoint::endpoint)
                .filter(endpoint ->
                        address.isEmpty() || address.get().equals(endpoint.ipText() + ":" + endpoint.port()))
                .map(Endpoint::health)
                .toList();
        set.forEach(each -> health.set(each, healthy));
        return set.isEmpty()
                ? Optional.of("target " + target + " has no address " + address.orElse("at all"))
                : Optional.empty();
    }

    /** Whether requests get an address. */
    boolean isHealthy() {
        return endpoints.healthy();
    }

    @Override
    public void failed(Endpoint endpoint, TryFailure failure) {
        health.tryFailed(endpoint.health(), failure == TryFailure.TIMEOUT);
    }

    @Override
    public void finished(Endpoint endpoint, int status, long connectMillis, long responseMillis) {
        Algorithm algorithm = endpoints.algorithm();
        if (algorithm != null) {
            algorithm.released(endpoint);
        }
        if (status == 0) {
            return;
        }
        health.answered(endpoint.health(), status);
        // what the gateway answers in an upstream's place tells nothing of its pace
        if (algorithm != null && status != BAD_GATEWAY && status != GATEWAY_TIMEOUT) {
            algorithm.answered(endpoint, connectMillis, responseMillis);
        }
    }
}

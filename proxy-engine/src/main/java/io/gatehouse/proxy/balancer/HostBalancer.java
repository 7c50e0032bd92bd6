package io.gatehouse.proxy.balancer;

import io.gatehouse.proxy.dns.Answer;
import io.gatehouse.proxy.dns.HostName;
import io.gatehouse.proxy.dns.RecordType;
import io.gatehouse.proxy.dns.ResolvedAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** A service whose host is a name: the addresses of the name in turn, by weight when they come from SRV records. */
final class HostBalancer implements Balancer {
    private final String host;
    private final HostName name;
    private final int port;
    private volatile Turn turn = new Turn(null, Wheel.even(List.of()));

    /** The addresses of one answer, and whose turn it is. */
    private record Turn(Answer answer, Wheel<Endpoint> wheel) {}

    HostBalancer(String host, HostName name, int port) {
        this.host = host;
        this.name = name;
        this.port = port;
    }

    @Override
    public Selection choose(BalancerRequest request) {
        Optional<Answer> known = name.known();
        return known.isPresent()
                ? select(known.get())
                : new Selection.Pending(name.ask().thenApply(this::select));
    }

    @Override
    public Selection chooseAgain(BalancerRequest request, List<Endpoint> failed) {
        return choose(request);
    }

    private Selection select(Answer answer) {
        if (!answer.found()) {
            return Refusals.unresolved(host, answer);
        }
        Turn current = turn;
        if (current.answer != answer) {
            current = turnOf(answer, current);
            turn = current;
        }
        return current.wheel.next(endpoint -> true);
    }

    /** A new answer with the same addresses keeps the turn. */
    private Turn turnOf(Answer answer, Turn current) {
        if (current.answer != null && current.answer.sameAddresses(answer)) {
            return new Turn(answer, current.wheel);
        }
        List<Endpoint> endpoints =
                answer.addresses().stream().map(this::endpoint).toList();
        if (answer.type() != RecordType.SRV) {
            return new Turn(answer, Wheel.even(endpoints));
        }
        int[] weights =
                answer.addresses().stream().mapToInt(ResolvedAddress::weight).toArray();
        return new Turn(answer, Wheel.weighted(endpoints, weights));
    }

    private Endpoint endpoint(ResolvedAddress address) {
        int endpointPort = address.port() == 0 ? port : address.port();
        return new Endpoint(new InetSocketAddress(address.address(), endpointPort), host);
    }

    @Override
    public void failed(Endpoint endpoint, TryFailure failure) {
        // the next try takes the next address
    }

    @Override
    public void finished(Endpoint endpoint, int status, long connectMillis, long responseMillis) {
        // nothing is counted
    }
}

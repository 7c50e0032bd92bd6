package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.balancer.Balancer;
import io.gatehouse.proxy.balancer.BalancerRequest;
import io.gatehouse.proxy.balancer.Endpoint;
import io.gatehouse.proxy.balancer.Selection;
import io.gatehouse.proxy.balancer.TryFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The tries of a request: which endpoint each one goes to, and what the balancer is told. One per client connection. */
final class UpstreamTries {
    private final BalancerRequest request;
    private final Timings timings;
    private final List<UpstreamTry> tries = new ArrayList<>(2);
    private final List<Endpoint> failed = new ArrayList<>(2);
    private Balancer balancer;
    private int left;
    private long connectNanos;
    private long connectedNanos;

    UpstreamTries(BalancerRequest request, Timings timings) {
        this.request = request;
        this.timings = timings;
    }

    void clear() {
        tries.clear();
        failed.clear();
    }

    /**
     * @param retries further tries after the first
     */
    void begin(Balancer newBalancer, int retries) {
        balancer = newBalancer;
        left = retries;
    }

    List<UpstreamTry> all() {
        return tries;
    }

    /** For logs: the addresses in order, with commas between them. */
    String addresses() {
        return tries.stream()
                .map(each -> (each.endpoint.ip().indexOf(':') < 0 ? each.endpoint.ip() : "[" + each.endpoint.ip() + "]")
                        + ":" + each.endpoint.port())
                .collect(Collectors.joining(", "));
    }

    /** For logs: the statuses in order, with commas between them. */
    String statuses() {
        return tries.stream()
                .map(each -> each.status == 0 ? "-" : Integer.toString(each.status))
                .collect(Collectors.joining(", "));
    }

    /** Asks the balancer; it may take its time. */
    Selection choose() {
        return failed.isEmpty() ? balancer.choose(request) : balancer.chooseAgain(request, failed);
    }

    /** A try begins. */
    void add(Endpoint endpoint, long balancerStartNanos) {
        long now = System.nanoTime();
        tries.add(new UpstreamTry(endpoint, balancerStartNanos, now));
        timings.balanced(now);
        connectNanos = now;
        connectedNanos = now;
    }

    Endpoint endpoint() {
        return last().endpoint;
    }

    void connected(boolean fresh) {
        if (fresh) {
            connectedNanos = System.nanoTime();
        }
    }

    void responded(int status) {
        last().status = status;
    }

    /** The present try failed with 502 or 504. */
    void failed(boolean timeout) {
        last().failed = true;
        last().status = timeout ? 504 : 502;
    }

    /** Status of the last try; 0 for one without. */
    int status() {
        return last().status;
    }

    boolean mayTryAgain() {
        return left > 0;
    }

    /** Puts the failed try behind; {@link #choose} answers the next endpoint. */
    void tryAgain(boolean timeout) {
        left--;
        Endpoint endpoint = endpoint();
        balancer.failed(endpoint, timeout ? TryFailure.TIMEOUT : TryFailure.ERROR);
        balancer.finished(endpoint, 0, 0, 0);
        failed.add(endpoint);
    }

    /** There will be no further try. */
    void finished(int status) {
        balancer.finished(
                endpoint(),
                status,
                TimeUnit.NANOSECONDS.toMillis(connectedNanos - connectNanos),
                Math.max(0, TimeUnit.NANOSECONDS.toMillis(timings.headNanos() - connectedNanos)));
    }

    private UpstreamTry last() {
        return tries.get(tries.size() - 1);
    }
}

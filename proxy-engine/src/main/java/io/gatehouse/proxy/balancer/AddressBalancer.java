package io.gatehouse.proxy.balancer;

import java.util.List;

/** A service whose host is an IP address. */
final class AddressBalancer implements Balancer {
    private final Endpoint endpoint;

    AddressBalancer(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Selection choose(BalancerRequest request) {
        return endpoint;
    }

    @Override
    public Selection chooseAgain(BalancerRequest request, List<Endpoint> failed) {
        return endpoint;
    }

    @Override
    public void failed(Endpoint failedEndpoint, TryFailure failure) {
        // there is no other address to prefer
    }

    @Override
    public void finished(Endpoint finishedEndpoint, int status, long connectMillis, long responseMillis) {
        // nothing is counted
    }
}

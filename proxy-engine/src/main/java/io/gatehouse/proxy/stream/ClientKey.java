package io.gatehouse.proxy.stream;

import io.gatehouse.proxy.balancer.BalancerRequest;
import java.util.List;

/**
 * A session as balancers see it: of all that they can hash, it has the client's address only.
 *
 * @param clientAddress without port
 */
record ClientKey(String clientAddress) implements BalancerRequest {

    @Override
    public String consumerOrCredentialId() {
        return "";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return List.of();
    }

    @Override
    public String cookie(String name) {
        return "";
    }

    @Override
    public void setCookie(String name, String value, String path) {
        // there is no response that could carry it
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public List<String> queryArguments(String name) {
        return List.of();
    }

    @Override
    public String capture(String group) {
        return "";
    }
}

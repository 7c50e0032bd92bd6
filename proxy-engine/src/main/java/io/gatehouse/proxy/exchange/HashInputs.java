package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.proxy.balancer.BalancerRequest;
import io.gatehouse.proxy.router.RequestPath;
import java.util.List;

/** The request as balancers see it. One per client connection, reused. */
final class HashInputs implements BalancerRequest {
    private final HttpExchange exchange;
    /** Of a cookie that this request was given; a further try goes by it, too. */
    private String givenCookie = "";

    HashInputs(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Begins with another request. */
    void clear() {
        givenCookie = "";
    }

    @Override
    public String clientAddress() {
        return exchange.clientAddressText();
    }

    @Override
    public String consumerOrCredentialId() {
        return exchange.plugins()
                .consumer()
                .map(Consumer::id)
                .or(() -> exchange.plugins().credential().map(Credential::id))
                .orElse("");
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return exchange.request().headers(lowerCaseName);
    }

    @Override
    public String cookie(String name) {
        for (String line : exchange.request().headers("cookie")) {
            for (String pair : line.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
                    return pair.substring(equals + 1).trim();
                }
            }
        }
        return givenCookie;
    }

    @Override
    public void setCookie(String name, String value, String path) {
        givenCookie = value;
        exchange.response()
                .addHeader("Set-Cookie", name + "=" + value + "; Path=" + path + "; Same-Site=Lax; HttpOnly");
    }

    @Override
    public String path() {
        return RequestPath.decoded(exchange.routing().path());
    }

    @Override
    public List<String> queryArguments(String name) {
        return exchange.request().query().arguments().stream()
                .filter(argument -> argument.name().equals(name))
                .map(argument -> argument.value().orElse("true"))
                .toList();
    }

    @Override
    public String capture(String group) {
        return exchange.routing()
                .match()
                .flatMap(match -> match.captures().get(group))
                .orElse("");
    }
}

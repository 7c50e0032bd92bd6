package io.gatehouse.proxy.exchange;

import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.router.RouteRequest;
import java.net.InetSocketAddress;
import java.util.List;

/** The request as the router sees it. One per client connection, reused. */
final class RoutingView implements RouteRequest {
    private final HttpExchange exchange;
    private final ClientFacts client;
    private final RequestHead head;
    private final InetSocketAddress destination;

    RoutingView(HttpExchange exchange, ClientFacts client, RequestHead head) {
        this.exchange = exchange;
        this.client = client;
        this.head = head;
        this.destination = new InetSocketAddress(client.local().getAddress(), client.port());
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String host() {
        return head.hostHeader();
    }

    @Override
    public String path() {
        return exchange.routing().path();
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return head.headers().values(lowerCaseName);
    }

    @Override
    public List<String> queryArguments(String name) {
        return exchange.request().query().arguments().stream()
                .filter(argument -> argument.name().equals(name))
                .map(argument -> argument.value().orElse(""))
                .toList();
    }

    @Override
    public String sni() {
        return client.serverName();
    }

    @Override
    public boolean secure() {
        return client.secure();
    }

    @Override
    public int port() {
        return client.port();
    }

    @Override
    public InetSocketAddress source() {
        return exchange.origin().address();
    }

    @Override
    public InetSocketAddress destination() {
        return destination;
    }
}

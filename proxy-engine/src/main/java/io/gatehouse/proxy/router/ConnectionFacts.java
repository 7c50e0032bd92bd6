package io.gatehouse.proxy.router;

import java.net.InetSocketAddress;
import java.util.List;

/** A connection as expressions see it: what only requests have is absent. */
record ConnectionFacts(ConnectionRequest connection) implements RouteRequest {

    @Override
    public String protocol() {
        return connection.protocol().text();
    }

    @Override
    public String method() {
        return "";
    }

    @Override
    public String host() {
        return "";
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return List.of();
    }

    @Override
    public List<String> queryArguments(String name) {
        return List.of();
    }

    @Override
    public String sni() {
        return connection.sni();
    }

    @Override
    public boolean secure() {
        return !connection.sni().isEmpty();
    }

    @Override
    public int port() {
        return connection.destination().getPort();
    }

    @Override
    public InetSocketAddress source() {
        return connection.source();
    }

    @Override
    public InetSocketAddress destination() {
        return connection.destination();
    }
}

package io.gatehouse.bench;

import io.gatehouse.proxy.router.RouteRequest;
import java.net.InetSocketAddress;
import java.util.List;

/** A request without headers. */
record BenchRequest(String host, String path, InetSocketAddress source) implements RouteRequest {

    @Override
    public String method() {
        return "GET";
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
        return "";
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public int port() {
        return 8000;
    }

    @Override
    public InetSocketAddress destination() {
        return source;
    }
}

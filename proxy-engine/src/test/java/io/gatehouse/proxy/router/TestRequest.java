package io.gatehouse.proxy.router;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

record TestRequest(
        String method,
        String host,
        String path,
        Map<String, List<String>> headers,
        String sni,
        boolean secure,
        int port,
        InetSocketAddress source,
        InetSocketAddress destination)
        implements RouteRequest {

    static TestRequest get(String host, String path) {
        InetSocketAddress local = new InetSocketAddress("127.0.0.1", 8000);
        return new TestRequest("GET", host, path, Map.of(), "", false, 8000, local, local);
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of());
    }

    @Override
    public List<String> queryArguments(String name) {
        return List.of();
    }
}

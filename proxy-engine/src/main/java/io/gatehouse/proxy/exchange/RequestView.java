package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.plugin.UriCaptures;
import io.gatehouse.proxy.http.RequestHead;
import io.gatehouse.proxy.router.Captures;
import io.gatehouse.proxy.router.RouteMatch;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The client's request as plugins see it. One per client connection, reused. */
final class RequestView implements ClientRequest {
    private final HttpExchange exchange;
    private final ClientFacts client;
    private final RequestHead head;
    private QueryString query;

    RequestView(HttpExchange exchange, ClientFacts client, RequestHead head) {
        this.exchange = exchange;
        this.client = client;
        this.head = head;
    }

    void clear() {
        query = null;
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String scheme() {
        return client.scheme();
    }

    @Override
    public String host() {
        return HostName.withoutPort(exchange.origin().authority());
    }

    @Override
    public int port() {
        return client.port();
    }

    @Override
    public String path() {
        return exchange.routing().path();
    }

    @Override
    public String rawQuery() {
        return head.rawQuery();
    }

    @Override
    public QueryString query() {
        if (query == null) {
            query = QueryString.parse(head.rawQuery());
        }
        return query;
    }

    @Override
    public Optional<String> header(String name) {
        int line = head.headers().find(name, 0);
        return line < 0 ? Optional.empty() : Optional.of(head.headers().value(line));
    }

    @Override
    public List<String> headers(String name) {
        return head.headers().values(name);
    }

    @Override
    public Map<String, List<String>> headers() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (int line = 0; line < head.headers().count(); line++) {
            all.computeIfAbsent(head.headers().name(line).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                    .add(head.headers().value(line));
        }
        return all;
    }

    @Override
    public UriCaptures uriCaptures() {
        return exchange.routing()
                .match()
                .map(RouteMatch::captures)
                .filter(captures -> captures != Captures.NONE)
                .map(captures -> new UriCaptures(
                        captures.numbered().stream()
                                .map(group -> group.orElse(""))
                                .toList(),
                        captures.named()))
                .orElse(UriCaptures.NONE);
    }

    @Override
    public String clientAddress() {
        return exchange.clientAddressText();
    }

    @Override
    public String peerAddress() {
        return client.peerText();
    }

    @Override
    public String protocol() {
        return head.isHttp2() ? "HTTP/2.0" : "HTTP/1." + head.minorVersion();
    }

    @Override
    public String localAddress() {
        return NetUtil.toAddressString(client.local().getAddress()) + ":"
                + client.local().getPort();
    }

    @Override
    public long connectionSerial() {
        return client.serial();
    }

    @Override
    public long connectionRequests() {
        return exchange.number();
    }

    @Override
    public CompletionStage<byte[]> body(int limit) {
        return exchange.readBody(limit);
    }
}

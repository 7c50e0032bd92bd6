package io.gatehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.plugin.AttributeKey;
import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.LogEntry;
import io.gatehouse.plugin.QueryString;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.UpstreamRequest;
import io.gatehouse.plugin.UriCaptures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A request with a key in a header, whose response keeps what plugins add; used again and again. */
final class PluginExchange implements Exchange, LogEntry, ClientRequest, ClientResponse, UpstreamRequest {
    private final String key;
    private final Optional<Route> route;
    private final Optional<Service> service;
    private final List<String> added = new ArrayList<>(32);
    private Optional<Consumer> consumer = Optional.empty();
    private Optional<Credential> credential = Optional.empty();

    PluginExchange(String key, Route route, Service service) {
        this.key = key;
        this.route = Optional.of(route);
        this.service = Optional.of(service);
    }

    void clear() {
        added.clear();
        consumer = Optional.empty();
        credential = Optional.empty();
    }

    @Override
    public String requestId() {
        return "0".repeat(32);
    }

    @Override
    public ClientRequest request() {
        return this;
    }

    @Override
    public UpstreamRequest upstreamRequest() {
        return this;
    }

    @Override
    public ClientResponse response() {
        return this;
    }

    @Override
    public Optional<Route> route() {
        return route;
    }

    @Override
    public Optional<Service> service() {
        return service;
    }

    @Override
    public Optional<Consumer> consumer() {
        return consumer;
    }

    @Override
    public Optional<Credential> credential() {
        return credential;
    }

    @Override
    public void authenticate(Optional<Consumer> newConsumer, Optional<Credential> newCredential, boolean anonymous) {
        consumer = newConsumer;
        credential = newCredential;
    }

    @Override
    public void logField(String name, JsonNode value) {
        throw new UnsupportedOperationException("nothing is logged here");
    }

    @Override
    public <T> Optional<T> attribute(AttributeKey<T> attribute) {
        return Optional.empty();
    }

    @Override
    public <T> void attribute(AttributeKey<T> attribute, T value) {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String host() {
        return "api.example";
    }

    @Override
    public int port() {
        return 8000;
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public QueryString query() {
        return QueryString.parse("");
    }

    @Override
    public Optional<String> header(String name) {
        return name.equalsIgnoreCase("apikey") ? Optional.of(key) : Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase("apikey") ? List.of(key) : List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of("apikey", List.of(key));
    }

    @Override
    public UriCaptures uriCaptures() {
        return UriCaptures.NONE;
    }

    @Override
    public String clientAddress() {
        return "192.0.2.1";
    }

    @Override
    public String peerAddress() {
        return "192.0.2.1";
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public String localAddress() {
        return "192.0.2.2:8000";
    }

    @Override
    public long connectionSerial() {
        return 1;
    }

    @Override
    public long connectionRequests() {
        return 1;
    }

    @Override
    public CompletionStage<byte[]> body(int limit) {
        throw new UnsupportedOperationException("there is no body");
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public void status(int status) {
        throw new UnsupportedOperationException("the status stays");
    }

    @Override
    public void setHeader(String name, String value) {
        addHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        added.add(name);
        added.add(value);
    }

    @Override
    public void removeHeader(String name) {
        added.add(name);
    }

    @Override
    public void rawQuery(String raw) {
        throw new UnsupportedOperationException("the query stays");
    }

    @Override
    public void body(byte[] content) {
        throw new UnsupportedOperationException("there is no body");
    }

    @Override
    public Source source() {
        return Source.SERVICE;
    }

    @Override
    public Exchange exchange() {
        return this;
    }

    @Override
    public long requestMillis() {
        return 12;
    }

    @Override
    public long gatewayMillis() {
        return 2;
    }

    @Override
    public long upstreamMillis() {
        return 10;
    }

    @Override
    public long requestBytes() {
        return 400;
    }

    @Override
    public long responseBytes() {
        return 600;
    }

    @Override
    public ObjectNode document() {
        throw new UnsupportedOperationException("nothing is logged here");
    }
}

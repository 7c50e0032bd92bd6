package io.gatehouse.proxy.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.plugin.AttributeKey;
import io.gatehouse.plugin.ClientRequest;
import io.gatehouse.plugin.ClientResponse;
import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import io.gatehouse.plugin.Exchange;
import io.gatehouse.plugin.Route;
import io.gatehouse.plugin.Service;
import io.gatehouse.plugin.UpstreamRequest;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An exchange as plugins see it, with what they leave there for each other and for the log. One per client connection, reused. */
final class PluginExchange implements Exchange {
    private final HttpExchange exchange;
    private final RequestView request;
    private final UpstreamRequestState upstreamRequest;
    private final ResponseState response;
    private final ClientIdentity identity;
    private final Map<AttributeKey<?>, Object> attributes = new IdentityHashMap<>(4);
    private final Map<String, JsonNode> logFields = new LinkedHashMap<>(4);

    PluginExchange(
            HttpExchange exchange, RequestView request, UpstreamRequestState upstreamRequest, ResponseState response) {
        this.exchange = exchange;
        this.request = request;
        this.upstreamRequest = upstreamRequest;
        this.response = response;
        this.identity = new ClientIdentity(upstreamRequest);
    }

    void clear() {
        identity.clear();
        request.clear();
        upstreamRequest.clear();
        if (!attributes.isEmpty()) {
            attributes.clear();
        }
        if (!logFields.isEmpty()) {
            logFields.clear();
        }
    }

    /** What plugins add to the log document. */
    Map<String, JsonNode> logFields() {
        return logFields;
    }

    @Override
    public String requestId() {
        return exchange.requestId();
    }

    @Override
    public ClientRequest request() {
        return request;
    }

    @Override
    public UpstreamRequest upstreamRequest() {
        return upstreamRequest;
    }

    @Override
    public ClientResponse response() {
        return response;
    }

    @Override
    public Optional<Route> route() {
        RequestRouting routing = exchange.routing();
        return routing.isMatched() ? Optional.of(routing.route()) : Optional.empty();
    }

    @Override
    public Optional<Service> service() {
        RequestRouting routing = exchange.routing();
        return routing.isMatched() ? routing.route().service().map(Service.class::cast) : Optional.empty();
    }

    @Override
    public Optional<Consumer> consumer() {
        return identity.consumer();
    }

    @Override
    public Optional<Credential> credential() {
        return identity.credential();
    }

    @Override
    public void authenticate(Optional<Consumer> newConsumer, Optional<Credential> newCredential, boolean anonymous) {
        identity.set(newConsumer, newCredential, anonymous);
    }

    @Override
    public void logField(String name, JsonNode value) {
        logFields.put(name, value);
    }

    @Override
    @SuppressWarnings("unchecked") // attribute(key, value) admits only values of the key's type
    public <T> Optional<T> attribute(AttributeKey<T> key) {
        return Optional.ofNullable((T) attributes.get(key));
    }

    @Override
    public <T> void attribute(AttributeKey<T> key, T value) {
        attributes.put(key, value);
    }
}

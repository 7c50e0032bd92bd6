package io.gatehouse.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request and its response, from the first header byte to the log. Everything a plugin may do is here.
 *
 * <p>Confined to one event loop; not thread-safe.
 */
public interface Exchange {

    /** The gateway's id of this request: 32 lower-case hexadecimal digits. */
    String requestId();

    ClientRequest request();

    /** What is sent upstream; changes are possible until the access phase has ended. */
    UpstreamRequest upstreamRequest();

    /** The response head as it will be sent; meaningful from the response phases on. */
    ClientResponse response();

    /** The matched route; empty in the rewrite phase and when none matched. */
    Optional<Route> route();

    /** The service of the matched route; a route may have none. */
    Optional<Service> service();

    /** Who the client is, once an authentication plugin has said so. */
    Optional<Consumer> consumer();

    Optional<Credential> credential();

    /**
     * Says who the client is, and sets or clears the upstream headers that tell it ({@code X-Consumer-ID},
     * {@code X-Consumer-Username}, {@code X-Consumer-Custom-ID}, {@code X-Credential-Identifier},
     * {@code X-Anonymous-Consumer}). Plugins of lower priority then see configurations scoped to the consumer.
     *
     * @param anonymous the consumer stands in for a client without valid credentials
     */
    void authenticate(Optional<Consumer> consumer, Optional<Credential> credential, boolean anonymous);

    /** True once an authentication plugin accepted a credential (an anonymous consumer is none). */
    default boolean isAuthenticated() {
        return credential().isPresent();
    }

    /** Adds a member to the log document, e.g. {@code correlation_id}. */
    void logField(String name, JsonNode value);

    /** A value that plugins keep between phases of one exchange. */
    <T> Optional<T> attribute(AttributeKey<T> key);

    <T> void attribute(AttributeKey<T> key, T value);
}

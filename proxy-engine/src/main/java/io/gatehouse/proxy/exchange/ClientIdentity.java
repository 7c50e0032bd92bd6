package io.gatehouse.proxy.exchange;

import io.gatehouse.plugin.Consumer;
import io.gatehouse.plugin.Credential;
import java.util.Optional;

/** Who the client is, and the headers that tell the upstream. One per client connection, reused. */
final class ClientIdentity {
    private final UpstreamRequestState upstream;
    private Optional<Consumer> consumer = Optional.empty();
    private Optional<Credential> credential = Optional.empty();

    ClientIdentity(UpstreamRequestState upstream) {
        this.upstream = upstream;
    }

    void clear() {
        consumer = Optional.empty();
        credential = Optional.empty();
    }

    Optional<Consumer> consumer() {
        return consumer;
    }

    Optional<Credential> credential() {
        return credential;
    }

    /** Sets both. What a client says of itself in these headers never passes. */
    void set(Optional<Consumer> newConsumer, Optional<Credential> newCredential, boolean anonymous) {
        consumer = newConsumer;
        credential = newCredential;
        tell("X-Consumer-ID", consumer.map(Consumer::id));
        tell("X-Consumer-Custom-ID", consumer.flatMap(Consumer::customId));
        tell("X-Consumer-Username", consumer.flatMap(Consumer::username));
        tell("X-Credential-Identifier", credential.flatMap(Credential::identifier));
        tell("X-Anonymous-Consumer", anonymous ? Optional.of("true") : Optional.empty());
    }

    private void tell(String name, Optional<String> value) {
        if (value.isPresent()) {
            upstream.setHeader(name, value.get());
        } else {
            upstream.removeHeader(name);
        }
    }
}
